INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE ff_like (e."name", '100\%\_\\');
