INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE (substr (e."born", 6, 5) >= '07-21' AND substr (e."born", 6, 5) <= '07-23');
