INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE e."person_id" IN (SELECT t0."person_id" FROM "purchase" AS t0 WHERE +t0."person_id" IS NOT NULL GROUP BY +t0."person_id" HAVING ff_average (t0."total", 100) >= 20);
