INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE (substr (CASE WHEN e."born" BETWEEN '0001-01-01' AND '9999-12-31' THEN CAST (e."born" AS TEXT) COLLATE "C" END, 6, 5) >= '07-21' AND substr (CASE WHEN e."born" BETWEEN '0001-01-01' AND '9999-12-31' THEN CAST (e."born" AS TEXT) COLLATE "C" END, 6, 5) <= '07-23');
