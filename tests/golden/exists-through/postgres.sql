INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE EXISTS (SELECT 1 FROM "public"."purchase" AS t0 WHERE t0."person_id" = e."person_id" AND EXISTS (SELECT 1 FROM "public"."line" AS t1 WHERE t1."purchase_id" = t0."purchase_id" AND replace (lower (t1."product" COLLATE "C" COLLATE "und-x-icu"), 'ς', 'σ') COLLATE "C" = 'tea'));
