INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE NOT EXISTS (SELECT 1 FROM (SELECT t0."person_id" FROM "public"."purchase" AS t0 WHERE t0."person_id" IS NOT NULL GROUP BY t0."person_id" HAVING NOT (COALESCE (CAST (SUM (t0."total") AS BIGINT), 0) = 0)) AS t1 WHERE t1."person_id" = e."person_id");
