CREATE TABLE region (code TEXT PRIMARY KEY NOT NULL, name TEXT) STRICT;
CREATE TABLE city (city_id INTEGER PRIMARY KEY, name TEXT, region_code TEXT REFERENCES region) STRICT;
CREATE TABLE person (person_id INTEGER PRIMARY KEY, name TEXT, email TEXT, tier TEXT, score INTEGER, balance INTEGER, born TEXT, joined INTEGER, active INTEGER, city_id INTEGER REFERENCES city) STRICT;
CREATE TABLE purchase (purchase_id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES person, total INTEGER, status TEXT, placed INTEGER) STRICT;
CREATE TABLE line (purchase_id INTEGER NOT NULL REFERENCES purchase, line_no INTEGER NOT NULL, product TEXT, quantity INTEGER, PRIMARY KEY (purchase_id, line_no)) STRICT, WITHOUT ROWID;
CREATE TABLE fanfare_model (entity TEXT, name TEXT, role TEXT, value TEXT) STRICT;
INSERT INTO fanfare_model VALUES ('person', 'born', 'kind', 'date'), ('person', 'joined', 'kind', 'instant_us'), ('person', 'balance', 'kind', 'decimal(2)'), ('person', 'active', 'kind', 'flag'), ('purchase', 'total', 'kind', 'decimal(2)'), ('purchase', 'placed', 'kind', 'instant_us');
INSERT INTO region VALUES ('N', 'North'), ('S', 'South'), ('W', NULL);
INSERT INTO city VALUES (10, 'Gent', 'N'), (20, 'Mons', 'S'), (30, 'Nowhere', NULL), (40, 'Brugge', 'W');
INSERT INTO person VALUES
  (1, 'Ada', 'ada@example.org', 'gold', 5, 10050, '1990-07-21', 1784635200000000, 1, 10),
  (2, 'Bob', 'BOB@EXAMPLE.ORG', 'silver', NULL, -250, '2000-02-29', 1784548800000000, 0, 10),
  (3, 'ΟΔΥΣΣΕΥΣ', ' ody@example.org ', 'Gold', 7, 0, '1985-07-23', 1782000000000000, NULL, 20),
  (4, 'Dan', '', 'bronze', 7, NULL, NULL, NULL, 1, NULL),
  (5, 'Straße', NULL, NULL, 1, 99999999, '2026-07-20', 1784678399999999, 0, 30),
  (6, 'Fay', 'fay@example.net', 'silver', NULL, 5, '2026-01-01', 1767225600000000, 1, 40),
  (7, '100%_\', '', 'gold', -3, 10050, '1999-12-31', 1700000000000000, NULL, 99),
  (8, '', 'hal@example.net', 'bronze', 9223372036854775807, 1, '2026-07-21', 1784635200000001, 1, 20);
INSERT INTO purchase VALUES
  (100, 1, 10000, 'paid', 1784548800000000), (101, 1, 500, 'open', 1784635200000000), (102, 3, 2000, 'paid', 1782000000000000),
  (103, 3, 2000, NULL, 1782000000000000), (104, 6, 50, 'paid', NULL), (105, NULL, 900, 'paid', 1784635200000000),
  (106, 77, 900, 'paid', 1784635200000000), (107, 8, NULL, 'paid', 1767225600000000);
INSERT INTO line VALUES (100, 1, 'tea', 2), (100, 2, 'jam', NULL), (102, 1, 'tea', 1), (104, 1, NULL, 3), (107, 1, 'Tea', 0);
