INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE (NOT EXISTS (SELECT 1 FROM "fanfare"."fanfare_audience_member" AS t0 WHERE t0.audience = 'Fans' AND e."person_id" = t0.n1) AND e."tier" COLLATE "C" = 'gold');
