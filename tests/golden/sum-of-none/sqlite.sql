INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE NOT (e."person_id" IN (SELECT t0."person_id" FROM "purchase" AS t0 WHERE +t0."person_id" IS NOT NULL GROUP BY +t0."person_id" HAVING NOT (COALESCE (ff_sum (t0."total"), 0) = 0)));
