INSERT INTO output_1 (k1)
SELECT e."person_id"
FROM "person" AS e
WHERE instr (ff_lower (e."name"), 'strasse') > 0;
