INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "public"."person" AS e
WHERE e."person_id" IN (SELECT s.k1 FROM (SELECT t0."person_id" AS k1, CASE WHEN t0."status" COLLATE "C" = 'paid' THEN 0 ELSE 1 END AS fails, ROW_NUMBER () OVER (PARTITION BY t0."person_id" ORDER BY t0."placed" DESC NULLS LAST, t0."purchase_id") AS place FROM "public"."purchase" AS t0 WHERE t0."person_id" IS NOT NULL) AS s WHERE s.place <= 1 GROUP BY s.k1 HAVING MAX (s.fails) = 0);
