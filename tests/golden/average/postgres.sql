INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE EXISTS (SELECT 1 FROM (SELECT t0."person_id" FROM "public"."purchase" AS t0 WHERE t0."person_id" IS NOT NULL GROUP BY t0."person_id" HAVING (CAST (SUM (CAST (t0."total" AS NUMERIC)) AS DOUBLE PRECISION) / (CAST (NULLIF (COUNT (t0."total"), 0) AS DOUBLE PRECISION) * 1e2)) >= 20) AS t1 WHERE t1."person_id" = e."person_id");
