INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE CASE WHEN e."tier" IS NULL THEN TRUE ELSE e."tier" <> 'gold' END;
