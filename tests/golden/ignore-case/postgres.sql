INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE replace (lower (e."tier" COLLATE "C" COLLATE "und-x-icu"), 'ς', 'σ') COLLATE "C" = 'gold';
