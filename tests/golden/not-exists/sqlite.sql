INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE NOT (e."person_id" IN (SELECT t0."person_id" FROM "purchase" AS t0 WHERE +t0."person_id" IS NOT NULL AND t0."status" = 'paid'));
