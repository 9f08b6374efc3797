INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE NOT EXISTS (SELECT 1 FROM "public"."purchase" AS t0 WHERE t0."person_id" = e."person_id" AND t0."status" COLLATE "C" = 'paid');
