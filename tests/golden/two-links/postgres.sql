INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE e."city_id" IN (SELECT t0."city_id" FROM "public"."city" AS t0 WHERE t0."region_code" IN (SELECT t1."code" FROM "public"."region" AS t1 WHERE t1."name" COLLATE "C" = 'North'));
