INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE e."born" BETWEEN '1990-07-21' AND '2000-02-29';
