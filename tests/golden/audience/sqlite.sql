INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE (NOT (e."person_id" IN (SELECT k1 FROM "fanfare_audience_member" WHERE audience = 'Fans')) AND e."tier" = 'gold');
