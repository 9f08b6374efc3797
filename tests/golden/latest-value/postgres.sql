INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE EXISTS (SELECT 1 FROM (SELECT k1, value FROM (SELECT t2."person_id" AS k1, t2."total" AS value, ROW_NUMBER () OVER (PARTITION BY t2."person_id" ORDER BY t2."placed" DESC NULLS LAST, t2."purchase_id") AS place FROM "public"."purchase" AS t2 WHERE t2."person_id" IS NOT NULL) AS placed WHERE place = 1) AS t1 WHERE t1.k1 = e."person_id" AND (t1.value < 1000));
