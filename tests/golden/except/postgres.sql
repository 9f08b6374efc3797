INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE ((e."city_id" IS NOT NULL) AND (e."score" > 4) IS NOT TRUE);
