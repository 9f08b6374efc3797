INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE e."person_id" IN (SELECT t0."person_id" FROM "purchase" AS t0 WHERE t0."purchase_id" IN (SELECT t1."purchase_id" FROM "line" AS t1 WHERE ff_lower (t1."product") = 'tea'));
