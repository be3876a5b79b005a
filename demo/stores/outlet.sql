-- A second tenant: the outlet shop's own tiny desk. Its customer has the same address as one of Larkfield's, and the same
-- row number as another; neither may ever be seen from the first tenant.
CREATE TABLE client (id INTEGER PRIMARY KEY, name TEXT, mail TEXT, mail_ok INTEGER);
CREATE TABLE matter (id INTEGER PRIMARY KEY, client_id INTEGER, about TEXT, is_open INTEGER, made_ms INTEGER);
CREATE TABLE line (id INTEGER PRIMARY KEY, matter_id INTEGER, from_us INTEGER, words TEXT, made_ms INTEGER);
INSERT INTO client VALUES (101, 'Priya R.', 'priya.raman@example.com', 1), (900, 'Oskar Lund', 'oskar.lund@example.org', 1);
INSERT INTO matter VALUES (1, 101, 'Lamp from the outlet', 1, 1772500000000), (2, 900, 'Chair from the outlet', 1, 1772600000000);
INSERT INTO line VALUES
    (1, 1, 0, 'The outlet lamp flickers, order OUT-3310.', 1772500000000),
    (2, 1, 1, 'Please bring it in, we will swap it.', 1772503600000),
    (3, 2, 0, 'When are you open on Sundays?', 1772600000000),
    (4, 2, 1, 'From ten to four.', 1772600600000);
