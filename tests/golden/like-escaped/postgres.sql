INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE (e."name" COLLATE "C" LIKE '100\%\_\\');
