INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE (e."tier" COLLATE "C" = 'gold' OR e."score" IS NULL);
