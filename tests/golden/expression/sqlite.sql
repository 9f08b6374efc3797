INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE ((ff_compare (ff_divide (coalesce (e."score", 0), 2, 6), 6, 24, 1) > 0) AND (ff_length (ff_trim (e."name")) > 0)) = 1;
