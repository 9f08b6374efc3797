INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE ((e."tier" COLLATE "C" = 'gold' AND e."active" = 1) OR NOT (e."tier" COLLATE "C" = 'gold' OR e."tier" COLLATE "C" = 'silver' OR COALESCE (e."tier" COLLATE "C", '') = ''));
