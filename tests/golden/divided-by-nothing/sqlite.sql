INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE (ff_divide (e."balance", ff_subtract (e."score", e."score"), 4) IS NULL AND e."tier" = 'gold');
