INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE e."city_id" IN (SELECT t0."city_id" FROM "city" AS t0 WHERE t0."region_code" IN (SELECT t1."code" FROM "region" AS t1 WHERE t1."name" = 'North'));
