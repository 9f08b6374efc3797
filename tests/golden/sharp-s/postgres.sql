INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE strpos (replace (lower (e."name" COLLATE "C" COLLATE "und-x-icu"), 'ς', 'σ') COLLATE "C", 'strasse') > 0;
