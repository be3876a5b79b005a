-- The CRM of Larkfield Home. It calls a customer an account, says Y and N, keeps money in pence and times in UTC, and
-- knows who lives together. Cases are telephone matters; their activities are call notes and tasks.
CREATE TABLE account (account_key TEXT PRIMARY KEY, given TEXT, surname TEXT NOT NULL, e_mail TEXT, e_mail_checked TEXT,
    mobile TEXT, landline TEXT, born_on TEXT, street TEXT, town TEXT, post_code TEXT, country TEXT, iban TEXT, tax_id TEXT,
    segment INTEGER, household_key TEXT, row_version INTEGER NOT NULL DEFAULT 1, closed TEXT NOT NULL DEFAULT 'N');
CREATE TABLE household_member (member_key TEXT PRIMARY KEY, household_key TEXT NOT NULL, called TEXT, family_name TEXT,
    relation TEXT, tel TEXT, mail TEXT, born_on TEXT);
CREATE TABLE permission (account_key TEXT NOT NULL, code TEXT NOT NULL, granted TEXT NOT NULL, noted TEXT);
CREATE TABLE employee (emp TEXT PRIMARY KEY, sign_in TEXT NOT NULL, team TEXT, shown_as TEXT);
CREATE TABLE purchase (order_ref TEXT PRIMARY KEY, account_key TEXT NOT NULL, bought TEXT, pence INTEGER, currency TEXT,
    card_last4 TEXT, item TEXT, state TEXT);
CREATE TABLE crm_case (case_key TEXT PRIMARY KEY, account_key TEXT NOT NULL, headline TEXT, stage TEXT NOT NULL, reason TEXT,
    territory TEXT, desk TEXT, handler TEXT, handler_team TEXT, accountable TEXT, order_ref TEXT, started TEXT NOT NULL,
    row_version INTEGER NOT NULL DEFAULT 1, void INTEGER NOT NULL DEFAULT 0);
CREATE TABLE activity (activity_key INTEGER PRIMARY KEY, case_key TEXT NOT NULL, sort TEXT NOT NULL, spoken_by TEXT,
    emp TEXT, shared TEXT, words TEXT, happened TEXT NOT NULL, row_version INTEGER NOT NULL DEFAULT 1);
CREATE INDEX case_account ON crm_case (account_key);
CREATE INDEX activity_case ON activity (case_key);
CREATE INDEX account_mail ON account (e_mail);

INSERT INTO employee VALUES
    ('E-01', 'agent-1', 'support', 'Hannah Cole'),
    ('E-02', 'senior-1', 'support', 'Marcus Webb'),
    ('E-03', 'vendor-1', 'vendor-delivery', 'Leo Brandt'),
    ('E-04', 'reviewer-1', 'review', 'Imogen Shaw'),
    ('E-05', 'compliance-1', 'compliance', 'Petra Novak'),
    ('E-06', 'agent-2', 'billing', 'Dev Sandhu');

INSERT INTO account VALUES
    ('C-1001', 'Priya', 'Raman', 'Priya.Raman@example.com', 'Y', '07700 900114', NULL, '1989-06-14', 'Flat 6, 31 Tamarind Road', 'Leeds', 'LS6 9QX', 'GB', NULL, NULL, 2, 'H-01', 4, 'N'),
    ('C-1002', 'Tomasz', 'Zielinski', 't.zielinski@example.org', 'Y', '+44 7700 900122', NULL, '1985-02-27', '8 Quarry Court, Flat 12', 'Bristol', 'BS7 4TN', 'GB', NULL, NULL, 1, 'H-02', 2, 'N'),
    ('C-1003', 'Eleanor', 'Whitcombe', 'eleanor.whitcombe@example.com', 'Y', NULL, '01632 960133', '1955-10-08', 'Rose Cottage, 2 Mill Lane', 'Hexham', 'NE46 8KD', 'GB', 'GB33BUKB20201555555555', NULL, 3, 'H-03', 7, 'N'),
    ('C-1013', 'Gerald', 'Whitcombe', 'g.whitcombe@example.com', 'N', NULL, '01632 960133', '1952-03-08', 'Rose Cottage, 2 Mill Lane', 'Hexham', 'NE46 8KD', 'GB', NULL, NULL, 3, 'H-03', 9, 'N'),
    ('C-1004', 'Daniel', 'Okafor', 'daniel.okafor@example.net', 'Y', '07700 900141', NULL, '1992-11-19', '3 Heron Way', 'Sheffield', 'S11 8ZB', 'GB', NULL, NULL, 1, 'H-04', 1, 'N'),
    ('C-1005', 'Margaret', 'Doyle', 'margaret.doyle@example.com', 'Y', NULL, '0161 496 0155', '1958-04-02', '77 Albert Terrace', 'Stockport', 'SK4 5RW', 'GB', NULL, NULL, 2, 'H-05', 3, 'N'),
    ('C-1006', 'Sean', 'Doyle', 'sean.doyle@example.org', 'Y', NULL, '0161 496 0155', '1999-08-21', '77 Albert Terrace', 'Stockport', 'SK4 5RW', 'GB', NULL, NULL, 1, 'H-05', 2, 'N'),
    ('C-1007', 'Amelia', 'Hart', 'amelia.hart@example.net', 'Y', '07700 900177', NULL, '1978-12-30', '12a Chandler Mews', 'Bath', 'BA1 7LU', 'GB', NULL, NULL, 2, NULL, 2, 'N'),
    ('C-1008', 'Jonas', 'Lindqvist', 'jonas.lindqvist@example.org', 'Y', '+46 70 174 06 08', NULL, '1985-03-12', 'Storgatan 5', 'Stockholm', '111 51', 'SE', 'SE4550000000058398257466', '19850312-1237', 1, NULL, 1, 'N'),
    ('C-1009', 'Ruth', 'Abara', 'ruth.abara@example.com', 'Y', NULL, '0113 496 0189', '1947-11-03', '5 Orchard House, Well Street', 'Leeds', 'LS9 2PD', 'GB', NULL, 'QQ 12 34 56 C', 2, 'H-06', 5, 'N'),
    ('C-1010', 'Victor', 'Marsh', 'v.marsh@example.com', 'Y', '07700 900190', NULL, '1963-05-17', '140 Beacon Hill', 'Norwich', 'NR3 6VE', 'GB', NULL, NULL, 3, 'H-07', 12, 'N'),
    ('C-1011', 'Nadia', 'Haddad', 'nadia.haddad@example.org', 'Y', '020 7946 0111', NULL, '1994-01-25', '61 Saffron Square', 'London', 'E8 3QT', 'GB', NULL, NULL, 1, NULL, 1, 'N'),
    ('C-0900', 'Priya', 'Raman', 'p.raman@example.net', 'N', '07700 900199', NULL, '1971-09-09', '2 Station Approach', 'Slough', 'SL1 4QB', 'GB', NULL, NULL, 1, NULL, 1, 'N'),
    ('C-0777', 'Old', 'Record', 'daniel.okafor@example.net', 'Y', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, 1, 'Y');

INSERT INTO household_member VALUES
    ('M-1', 'H-01', 'Arjun', 'Raman', 'partner', '07700 900115', 'arjun.raman@example.com', '1987-03-01'),
    ('M-2', 'H-02', 'Agnieszka', 'Zielinska', 'wife', '07700 900123', 'agnieszka.z@example.org', '1986-07-19'),
    ('M-3', 'H-02', 'Zofia', 'Zielinska', 'daughter', NULL, NULL, '2022-01-09'),
    ('M-4', 'H-06', 'Grace', 'Abara', 'daughter', '07700 900188', 'grace.abara@example.net', '1975-06-30'),
    ('M-5', 'H-07', 'Linda', 'Marsh', 'wife', '07700 900191', NULL, '1965-02-11'),
    ('M-6', 'H-04', 'Chidi', 'Okafor', 'brother', NULL, 'chidi.okafor@example.com', NULL);

INSERT INTO permission VALUES
    ('C-1001', 'MKT', 'N', '2026-03-02'), ('C-1001', 'CARRIER', 'Y', '2026-02-09'),
    ('C-1002', 'CARRIER', 'Y', '2026-03-05'), ('C-1003', 'MKT', 'N', '2026-02-20'),
    ('C-1004', 'MKT', 'Y', '2025-11-02'), ('C-1004', 'CARRIER', 'Y', '2026-03-06'),
    ('C-1005', 'CARRIER', 'Y', '2025-12-20'), ('C-1006', 'CARRIER', 'N', '2026-02-28'),
    ('C-1007', 'MKT', 'Y', '2025-06-14'), ('C-1009', 'MKT', 'N', '2026-02-24'), ('C-1010', 'MKT', 'Y', '2019-01-01');

INSERT INTO purchase VALUES
    ('LH-48213', 'C-1001', '2026-02-09', 84900, 'GBP', '1111', 'Alder 3-seat sofa', 'delivered'),
    ('LH-50177', 'C-1002', '2026-01-17', 4999, 'GBP', '4444', 'Ember 2 fan heater', 'recalled'),
    ('LH-50391', 'C-1002', '2026-03-05', 0, 'GBP', NULL, 'Calder oil radiator', 'dispatched'),
    ('LH-46120', 'C-1013', '2026-01-11', 42000, 'GBP', NULL, 'Orchard garden set', 'cancelled'),
    ('LH-51020', 'C-1004', '2026-03-04', 31900, 'GBP', '0005', 'Fenwick standing desk', 'dispatched'),
    ('LH-49555', 'C-1006', '2026-02-21', 115000, 'GBP', '5100', 'Harbour double bed', 'cancelled'),
    ('LH-50008', 'C-1007', '2026-02-14', 62500, 'GBP', '8431', 'Willow wardrobe', 'delivered'),
    ('LH-44810', 'C-1009', '2025-09-01', 43200, 'GBP', NULL, 'Meadow cooker', 'instalments'),
    ('LH-50744', 'C-1010', '2026-02-03', 28900, 'GBP', '0004', 'Oak bookcase', 'part delivered');

INSERT INTO crm_case VALUES
    ('K-301', 'C-1001', 'Chasing a refund by telephone', 'OPEN', 'BILL', 'UK', 'billing-uk', 'E-01', 'support', 'E-02', 'LH-48213', '2026-02-23T12:02:00Z', 3, 0),
    ('K-302', 'C-1002', 'Product safety call', 'OPEN', 'SAFE', 'UK', 'safety-uk', 'E-02', 'support', 'E-02', 'LH-50177', '2026-03-06T09:00:00Z', 1, 0),
    ('K-303', 'C-1003', 'Call about letters to Mr Whitcombe', 'OPEN', 'GEN', 'UK', 'accounts-uk', 'E-01', 'support', 'E-01', NULL, '2026-02-25T10:30:00Z', 2, 0),
    ('K-304', 'C-1004', 'Asked about an assembly service', 'DONE', 'PROD', 'UK', 'product-uk', 'E-01', 'support', 'E-01', 'LH-51020', '2026-03-04T17:15:00Z', 1, 0),
    ('K-305', 'C-1005', 'Thanks for the kettle lid', 'DONE', 'PROD', 'UK', 'product-uk', 'E-02', 'support', 'E-02', 'LH-47002', '2026-02-16T09:05:00Z', 1, 0),
    ('K-306', 'C-1006', 'Where is the bed', 'DONE', 'DELI', 'UK', 'delivery-uk', 'E-06', 'billing', 'E-06', 'LH-49555', '2026-02-25T18:40:00Z', 1, 0),
    ('K-307', 'C-1007', 'New doors for the wardrobe', 'OPEN', 'COMP', 'UK', 'complaints-uk', 'E-02', 'support', 'E-02', 'LH-50008', '2026-03-05T08:50:00Z', 1, 0),
    ('K-308', 'C-1008', 'Welcome call', 'DONE', 'GEN', 'EU', 'product-eu', 'E-01', 'support', 'E-01', NULL, '2025-09-16T08:00:00Z', 1, 0),
    ('K-309', 'C-1009', 'Affordability call', 'OPEN', 'BILL', 'UK', 'care-uk', 'E-02', 'support', 'E-02', 'LH-44810', '2026-03-02T11:00:00Z', 2, 0),
    ('K-310', 'C-1010', 'Call back for Mr Marsh', 'OPEN', 'STAY', 'UK', 'loyalty-uk', 'E-01', 'support', 'E-02', 'LH-50744', '2026-03-09T18:10:00Z', 1, 0),
    ('K-311', 'C-1011', 'Identity check for unlocking', 'OPEN', 'GEN', 'UK', 'accounts-uk', 'E-02', 'support', 'E-02', NULL, '2026-03-08T10:20:00Z', 1, 0),
    ('K-399', 'C-1001', 'entered on the wrong account', 'OPEN', 'GEN', 'UK', NULL, NULL, NULL, NULL, NULL, '2026-02-01T10:00:00Z', 1, 1);

INSERT INTO activity VALUES
    (1, 'K-301', 'CALL', 'customer', NULL, 'Y', 'Customer rang and asked why order LH-48213 was charged twice. "I was told five working days. It has been nine."', '2026-02-23T12:02:00Z', 1),
    (2, 'K-301', 'CALL', 'staff', 'E-06', 'Y', 'I told Ms Raman that the refund of £849.00 will be on the card by Wednesday 25 February at the latest.', '2026-02-23T12:09:00Z', 1),
    (3, 'K-301', 'MEMO', 'staff', 'E-06', 'N', 'Should not have promised the 25th, finance had not signed. Customer gave her mobile again: 07700-900-114.', '2026-02-23T12:20:00Z', 1),
    (4, 'K-301', 'CALL', 'customer', NULL, 'Y', 'Second call. She read out both bank lines, 10 Feb £849.00 and 10 Feb £849.00, and said her partner Arjun had to lend her the rent.', '2026-02-26T16:44:00Z', 2),
    (5, 'K-301', 'TASK', 'staff', 'E-02', 'N', 'Handed to Hannah Cole as single contact. Do not pass on again.', '2026-02-27T10:30:00Z', 1),
    (10, 'K-302', 'CALL', 'staff', 'E-02', 'Y', 'Rang Mr Zielinski. Zofia (4, born January 2022) sees the burns nurse on Tuesday. Collection of both heaters is confirmed for Saturday with Brightline.', '2026-03-06T09:00:00Z', 1),
    (11, 'K-302', 'CALL', 'customer', NULL, 'Y', 'He asked whether the other customers with an Ember 2 have been told. He will speak to Trading Standards if not.', '2026-03-06T09:06:00Z', 1),
    (12, 'K-302', 'MEMO', 'staff', 'E-02', 'N', 'Recall notice for batch E2-2511 goes out Monday. Legal has the photographs. Insurer reference pending.', '2026-03-06T09:30:00Z', 1),
    (20, 'K-303', 'CALL', 'customer', NULL, 'Y', 'Mrs Whitcombe asked that every letter stop. A catalogue came for Gerald on the day of the funeral.', '2026-02-25T10:30:00Z', 1),
    (21, 'K-303', 'CALL', 'staff', 'E-01', 'Y', 'I promised that nothing more will be sent to Mr Whitcombe and that I will see to it myself.', '2026-02-25T10:41:00Z', 1),
    (22, 'K-303', 'MEMO', 'staff', 'E-01', 'N', 'List team says suppression takes until 9 March. Voucher run was already printed. Please be gentle, she lives alone now.', '2026-02-26T09:00:00Z', 1),
    (30, 'K-304', 'CALL', 'customer', NULL, 'Y', 'Asked whether we assemble desks. He would rather do it himself with his brother Chidi.', '2026-03-04T17:15:00Z', 1),
    (31, 'K-304', 'CALL', 'staff', 'E-01', 'Y', 'Explained that assembly is £35 and not needed for the Fenwick: four bolts. He was happy with that.', '2026-03-04T17:18:00Z', 1),
    (40, 'K-305', 'CALL', 'customer', NULL, 'Y', 'Mrs Doyle rang to say that the new lid fits.', '2026-02-16T09:05:00Z', 1),
    (41, 'K-305', 'CALL', 'staff', 'E-02', 'Y', 'Thanked her for ringing and closed the matter.', '2026-02-16T09:07:00Z', 1),
    (45, 'K-306', 'CALL', 'customer', NULL, 'Y', 'Sean Doyle asked when the Harbour bed comes. Wants it at a new flat, will tell us the address later.', '2026-02-25T18:40:00Z', 1),
    (46, 'K-306', 'CALL', 'staff', 'E-06', 'Y', 'Told him six weeks from today because the slats are on back order.', '2026-02-25T18:44:00Z', 1),
    (50, 'K-307', 'CALL', 'customer', NULL, 'Y', 'Ms Hart asked for a date for the new wardrobe doors. Both are scratched along the lower edge.', '2026-03-05T08:50:00Z', 1),
    (51, 'K-307', 'CALL', 'staff', 'E-02', 'Y', 'I will confirm the date for the doors by Friday, together with the £39 and the £40 voucher.', '2026-03-05T08:58:00Z', 1),
    (60, 'K-308', 'CALL', 'staff', 'E-01', 'Y', 'Welcome call. Mr Lindqvist prefers e-mail in English or Swedish.', '2025-09-16T08:00:00Z', 1),
    (70, 'K-309', 'CALL', 'staff', 'E-02', 'Y', 'Rang Mrs Abara at eleven as agreed. She can manage £12 a month from May without going short.', '2026-03-02T11:00:00Z', 1),
    (71, 'K-309', 'CALL', 'customer', NULL, 'Y', 'Mrs Abara: "I am frightened of the post now, dear. Could the next letter be read to me?" Her national insurance number was given as QQ123456C.', '2026-03-02T11:12:00Z', 1),
    (72, 'K-309', 'MEMO', 'staff', 'E-02', 'N', 'Registered blind, lives alone, cuts heating to pay. Offer £12 from May, no interest. Braille or telephone only. Daughter Grace may speak for her: authority on file.', '2026-03-02T11:30:00Z', 2),
    (80, 'K-310', 'CALL', 'staff', 'E-01', 'Y', 'Rang at ten past six. The shelves come on Thursday 12 March, and Mr Marsh gets my direct line for the next order.', '2026-03-09T18:10:00Z', 1),
    (81, 'K-310', 'CALL', 'customer', NULL, 'Y', 'Mr Marsh will decide after Thursday. "If it goes right I stay, if it goes wrong I am off, and Linda agrees."', '2026-03-09T18:21:00Z', 1),
    (90, 'K-311', 'CALL', 'staff', 'E-02', 'Y', 'Asked Ms Haddad for her last order and post code before unlocking; both are right.', '2026-03-08T10:20:00Z', 1),
    (91, 'K-311', 'CALL', 'customer', NULL, 'Y', 'She started to read out her passport number, I stopped her. She wants to know who signed in from abroad.', '2026-03-08T10:24:00Z', 1);

-- People behind a fence: a colleague who shops here, and somebody whom the public knows.
CREATE TABLE guarded (account_key TEXT PRIMARY KEY, mark TEXT NOT NULL);
INSERT INTO account VALUES
    ('C-1020', 'Josie', 'Farrow', 'josie.farrow@example.com', 'Y', '07700 900210', NULL, '1996-07-02', '9 Lime Walk', 'Leeds', 'LS8 2HT', 'GB', NULL, NULL, 1, NULL, 1, 'N'),
    ('C-1021', 'Isolde', 'Vane', 'isolde.vane@example.net', 'Y', '07700 900221', NULL, '1981-04-29', 'The Old Mill', 'Bath', 'BA2 9JX', 'GB', NULL, NULL, 3, NULL, 1, 'N');
INSERT INTO guarded VALUES ('C-1020', 'STAFF'), ('C-1021', 'PUBLIC');
INSERT INTO purchase VALUES
    ('LH-51100', 'C-1020', '2026-03-02', 5900, 'GBP', '0009', 'Brook kettle', 'dispatched'),
    ('LH-51101', 'C-1021', '2026-03-03', 240000, 'GBP', '0010', 'Orangery table', 'dispatched');
INSERT INTO crm_case VALUES
    ('K-320', 'C-1020', 'When does the kettle come', 'OPEN', 'DELI', 'UK', 'delivery-uk', 'E-01', 'support', 'E-01', 'LH-51100', '2026-03-06T11:00:00Z', 1, 0),
    ('K-321', 'C-1021', 'Delivery of the table', 'OPEN', 'DELI', 'UK', 'delivery-uk', 'E-01', 'support', 'E-01', 'LH-51101', '2026-03-06T12:00:00Z', 1, 0);
INSERT INTO activity VALUES
    (220, 'K-320', 'CALL', 'customer', NULL, 'Y', 'Asked which day the kettle comes. Any morning is fine.', '2026-03-06T11:00:00Z', 1),
    (221, 'K-321', 'CALL', 'customer', NULL, 'Y', 'Asked for a delivery in the evening, through the side gate.', '2026-03-06T12:00:00Z', 1);
