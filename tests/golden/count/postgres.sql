INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE NOT EXISTS (SELECT 1 FROM (SELECT t0."person_id" FROM "public"."purchase" AS t0 WHERE t0."person_id" IS NOT NULL AND t0."status" COLLATE "C" = 'paid' GROUP BY t0."person_id" HAVING NOT (COUNT (*) < 1)) AS t1 WHERE t1."person_id" = e."person_id");
