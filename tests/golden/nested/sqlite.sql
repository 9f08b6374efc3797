INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE ((e."tier" = 'gold' AND e."active" = 1) OR NOT (e."tier" = 'gold' OR e."tier" = 'silver' OR COALESCE (e."tier", '') = ''));
