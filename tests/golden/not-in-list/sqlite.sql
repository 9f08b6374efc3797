INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE e."tier" NOT IN ('gold', 'silver');
