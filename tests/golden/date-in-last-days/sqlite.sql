INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE e."born" BETWEEN '2026-07-20' AND '2026-07-21';
