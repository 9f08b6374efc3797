INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE CASE WHEN e."tier" COLLATE "C" IS NULL THEN TRUE ELSE e."tier" COLLATE "C" <> 'gold' END;
