-- The chat service of Larkfield Home. It counts time in milliseconds, keeps messages as JSON, writes a new revision of a
-- message when somebody edits it, and marks what was withdrawn. A user's address counts when `confirmed_ms` is set.
CREATE TABLE chat_user (uid TEXT PRIMARY KEY, nick TEXT, address TEXT, confirmed_ms INTEGER, msisdn TEXT);
CREATE TABLE operator (op TEXT PRIMARY KEY, subject TEXT NOT NULL, grp TEXT, label TEXT, org TEXT);
CREATE TABLE session (sid TEXT PRIMARY KEY, uid TEXT NOT NULL, began_ms INTEGER NOT NULL, ended_ms INTEGER, topic TEXT,
    op TEXT, grp TEXT, skill TEXT, locale TEXT, order_tag TEXT);
CREATE TABLE message (mid TEXT NOT NULL, rev INTEGER NOT NULL, sid TEXT NOT NULL, sender TEXT NOT NULL, op TEXT,
    whisper INTEGER, body TEXT NOT NULL, sent_ms INTEGER NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (mid, rev));
CREATE INDEX session_user ON session (uid);
CREATE INDEX message_session ON message (sid);

INSERT INTO operator VALUES
    ('op-1', 'agent-1', 'support', 'Hannah', 'larkfield'),
    ('op-2', 'senior-1', 'support', 'Marcus', 'larkfield'),
    ('op-3', 'vendor-1', 'vendor-delivery', 'Leo', 'brightline'),
    ('op-7', 'agent-3', 'support', 'Josie', 'larkfield');

INSERT INTO chat_user VALUES
    ('u-priya', 'Priya', 'priya.raman@example.com', 1770600000000, '447700900114'),
    ('u-tz', 'tomek', 't.zielinski@example.org', 1768600000000, NULL),
    ('u-dan', 'Dan O', 'daniel.okafor@example.net', 1762000000000, '447700900141'),
    ('u-sean', 'sean d', 'sean.doyle@example.org', 1771600000000, '441614960155'),
    ('u-amelia', 'Amelia', 'amelia.hart@example.net', 1750000000000, NULL),
    ('u-ruth', 'ruth (grace typing)', 'ruth.abara@example.com', 1756000000000, NULL),
    ('u-vic', 'VM', 'v.marsh@example.com', 1700000000000, '447700900190'),
    ('u-nadia', 'nadia', 'nadia.haddad@example.org', 1772000000000, NULL),
    ('u-spoof', 'guest 4418', 'daniel.okafor@example.net', NULL, NULL);

INSERT INTO session VALUES
    ('s-901', 'u-priya', 1771322400000, 1771323300000, 'billing', 'op-7', 'support', 'billing-uk', 'en-GB', 'LH-48213'),
    ('s-902', 'u-tz', 1772795700000, NULL, 'delivery', 'op-3', 'vendor-delivery', 'delivery-uk', 'en-GB', 'LH-50391'),
    ('s-903', 'u-dan', 1773061200000, NULL, 'delivery', 'op-3', 'vendor-delivery', 'delivery-uk', 'en-GB', 'LH-51020'),
    ('s-904', 'u-sean', 1772224500000, 1772225100000, 'delivery', 'op-7', 'support', 'delivery-uk', 'en-GB', 'LH-49555'),
    ('s-905', 'u-amelia', 1772186400000, 1772188200000, 'complaint', 'op-7', 'support', 'complaints-uk', 'en-GB', 'LH-50008'),
    ('s-906', 'u-ruth', 1771933800000, 1771934700000, 'billing', 'op-7', 'support', 'care-uk', 'en-GB', 'LH-44810'),
    ('s-907', 'u-vic', 1772100000000, 1772100900000, 'retention', 'op-7', 'support', 'loyalty-uk', 'en-GB', 'LH-50744'),
    ('s-908', 'u-nadia', 1772886000000, NULL, 'account', 'op-2', 'support', 'accounts-uk', 'en-GB', NULL),
    ('s-909', 'u-spoof', 1773075600000, NULL, 'delivery', NULL, NULL, 'delivery-uk', 'en-GB', NULL);

INSERT INTO message VALUES
    ('m-1001', 1, 's-901', 'bot', NULL, 0, '{"text":"Hello Priya, I am the Larkfield assistant. What is it about?"}', 1771322400000, 0),
    ('m-1002', 1, 's-901', 'user', NULL, 0, '{"text":"you charged me twice for LH-48213, want one of the 849 back"}', 1771322430000, 0),
    ('m-1003', 1, 's-901', 'bot', NULL, 0, '{"text":"I am passing you to a colleague."}', 1771322440000, 0),
    ('m-1004', 1, 's-901', 'operator', 'op-7', 0, '{"text":"Hi Priya, Josie here. Could you tell me the last four digits of the card?"}', 1771322520000, 0),
    ('m-1005', 1, 's-901', 'user', NULL, 0, '{"text":"4111-1111-1111-1111, exp 09/27, the three digits are 737"}', 1771322580000, 0),
    ('m-1005', 2, 's-901', 'user', NULL, 0, '{"text":"1111. please delete what I typed before"}', 1771322610000, 0),
    ('m-1006', 1, 's-901', 'operator', 'op-7', 1, '{"text":"she posted the full card, edited it away herself. flag to security?"}', 1771322640000, 0),
    ('m-1007', 1, 's-901', 'operator', 'op-7', 0, '{"text":"Thank you. The second payment will be refunded by Friday, I have noted it."}', 1771322700000, 0),
    ('m-1008', 1, 's-901', 'user', NULL, 0, '{"text":"ok. my email is priya dot raman at example dot com if you need it"}', 1771322760000, 0),

    ('m-1101', 1, 's-902', 'operator', 'op-3', 0, '{"text":"Good morning, Leo from Brightline. Your Saturday slot is now 9 to 11. Is that all right?"}', 1772795700000, 0),
    ('m-1102', 1, 's-902', 'user', NULL, 0, '{"text":"Yes. Flat 12, 8 Quarry Court. Ring the bell marked Zielinski, my phone is off after the night shift"}', 1772796000000, 0),
    ('m-1103', 1, 's-902', 'operator', 'op-3', 0, '{"text":"Thank you. How many boxes shall we take back?"}', 1772796060000, 0),
    ('m-1104', 1, 's-902', 'user', NULL, 0, '{"text":"Two heaters. Careful with them, one is burnt and the lawyers may want to see it. My girl still cannot close her hand."}', 1772796180000, 0),

    ('m-1201', 1, 's-903', 'bot', NULL, 0, '{"text":"Hello Dan, your order LH-51020 is on its way."}', 1773061200000, 0),
    ('m-1202', 1, 's-903', 'user', NULL, 0, '{"text":"Hi! Can the driver come after 2pm tomorrow? We have a meeting until then."}', 1773061260000, 0),
    ('m-1203', 1, 's-903', 'operator', 'op-3', 0, '{"text":"Hello Daniel, Leo from Brightline. After 14:00 works, I have set 14:00 to 17:00."}', 1773061380000, 0),
    ('m-1204', 1, 's-903', 'user', NULL, 0, '{"text":"Brilliant. Unit 4, 19 Cooper St, S3 7TR. Ask for me or for Chidi at the goods entrance, chidi.okafor@example.com is on the visitor list"}', 1773061500000, 0),
    ('m-1205', 1, 's-903', 'operator', 'op-3', 0, '{"text":"Noted. The driver rings an hour before. Anything else?"}', 1773061560000, 0),
    ('m-1206', 1, 's-903', 'user', NULL, 0, '{"text":"Do you take the cardboard with you?"}', 1773061620000, 0),

    ('m-1301', 1, 's-904', 'user', NULL, 0, '{"text":"any news on my bed LH-49555"}', 1772224500000, 0),
    ('m-1302', 1, 's-904', 'operator', 'op-7', 0, '{"text":"Hi Sean, the slats are on back order, six weeks I am afraid."}', 1772224620000, 0),
    ('m-1303', 1, 's-904', 'user', NULL, 0, '{"text":"thats a joke. and dont call the house phone again please"}', 1772224740000, 0),

    ('m-1401', 1, 's-905', 'user', NULL, 0, '{"text":"Hello, my Willow wardrobe came today and both doors are scratched. And I paid 39 pounds for delivery to have it thrown into the hall."}', 1772186400000, 0),
    ('m-1402', 1, 's-905', 'operator', 'op-7', 0, '{"text":"Hello Amelia, Josie here. I am so sorry! Could you send a photo?"}', 1772186520000, 0),
    ('m-1403', 1, 's-905', 'user', NULL, 0, '{"text":"Sent. You can see it along the lower edge.","files":["door-left.jpg","door-right.jpg"]}', 1772186880000, 0),
    ('m-1404', 1, 's-905', 'operator', 'op-7', 0, '{"text":"That is not acceptable. We will refund the £39 delivery charge in full and I will send you a £40 voucher today. New doors follow as well."}', 1772187300000, 0),
    ('m-1405', 1, 's-905', 'user', NULL, 0, '{"text":"Thank you Josie, that is more than fair. 12a Chandler Mews, Bath, in case it goes by post."}', 1772187480000, 0),
    ('m-1406', 1, 's-905', 'operator', 'op-7', 0, '{"text":"All noted, you will get an e-mail tonight."}', 1772187600000, 0),

    ('m-1501', 1, 's-906', 'user', NULL, 0, '{"text":"Hello, this is Grace typing for my mum Ruth Abara. She got a letter with red print and cannot read it."}', 1771933800000, 0),
    ('m-1502', 1, 's-906', 'operator', 'op-7', 0, '{"text":"Hello Grace, I can look it up. May I have your mother''s date of birth, please?"}', 1771933920000, 0),
    ('m-1503', 1, 's-906', 'user', NULL, 0, '{"text":"third of November 1947"}', 1771933980000, 0),
    ('m-1504', 1, 's-906', 'operator', 'op-7', 0, '{"text":"Thank you. It is about three instalments of £36. I am asking Marcus to ring her, she need not do anything until then."}', 1771934220000, 0),
    ('m-1505', 1, 's-906', 'user', NULL, 0, '{"text":"she is really worried, please be quick"}', 1771934280000, 0),

    ('m-1601', 1, 's-907', 'user', NULL, 0, '{"text":"Bookcase came with the wrong shelves. Eleven years a customer and this is how it goes."}', 1772100000000, 0),
    ('m-1602', 1, 's-907', 'bot', NULL, 0, '{"text":"I am sorry to hear that. Please describe the problem in other words."}', 1772100010000, 0),
    ('m-1603', 1, 's-907', 'user', NULL, 0, '{"text":"Forget it, I will write."}', 1772100120000, 0),

    ('m-1701', 1, 's-908', 'user', NULL, 0, '{"text":"hi, locked out again. pw is Marigold!77, can you just try?"}', 1772886000000, 1),
    ('m-1702', 1, 's-908', 'operator', 'op-2', 0, '{"text":"Hi Nadia, Marcus here. I have removed your message: please never send a password. Did you travel lately?"}', 1772886120000, 0),
    ('m-1703', 1, 's-908', 'user', NULL, 0, '{"text":"Yes, Lisbon, back on Friday. Sorry again"}', 1772886240000, 0),
    ('m-1704', 1, 's-908', 'operator', 'op-2', 0, '{"text":"No harm done. We will ring you tomorrow to check a few things and then unlock the account."}', 1772886360000, 0),

    ('m-1801', 1, 's-909', 'user', NULL, 0, '{"text":"Hi this is Daniel Okafor, daniel.okafor@example.net. Change my delivery address please and tell me what you have on file."}', 1773075600000, 0),
    ('m-1802', 1, 's-909', 'bot', NULL, 0, '{"text":"Please sign in so that I can help you with that."}', 1773075610000, 0);
