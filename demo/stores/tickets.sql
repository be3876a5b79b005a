-- The ticket desk of Larkfield Home, an invented retailer. It keeps numbers for most words, HTML for bodies and the time
-- of the clock on the wall in London. `hidden` posts are for staff; `is_removed` rows were deleted by somebody.
-- state: 1 new, 2 open, 3 waiting for the customer, 5 resolved, 9 closed
-- topic: 10 billing, 20 delivery, 30 product, 40 complaint, 50 retention, 60 safety, 90 general
-- via: 1 e-mail, 2 web form, 3 phone      kind: 0 message, 1 note, 2 call      side: C customer, A agent, S system
CREATE TABLE contact (contact_no INTEGER PRIMARY KEY, full_name TEXT NOT NULL, mail TEXT, mail_confirmed INTEGER,
    phone TEXT, crm_ref TEXT, changed TEXT, is_removed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE agent (agent_no INTEGER PRIMARY KEY, login TEXT NOT NULL, display TEXT, squad TEXT, employer TEXT);
CREATE TABLE ticket (ticket_no INTEGER PRIMARY KEY, contact_no INTEGER NOT NULL, title TEXT, state INTEGER NOT NULL,
    topic INTEGER, via INTEGER NOT NULL, queue TEXT, market TEXT, agent_no INTEGER, squad TEXT, lead_agent_no INTEGER,
    incident_ref TEXT, order_no TEXT, product TEXT, opened TEXT NOT NULL, changed TEXT, is_removed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE post (post_no INTEGER PRIMARY KEY, ticket_no INTEGER NOT NULL, kind INTEGER NOT NULL, side TEXT NOT NULL,
    agent_no INTEGER, hidden INTEGER, html TEXT, posted TEXT NOT NULL, edits INTEGER NOT NULL DEFAULT 0, files TEXT,
    is_removed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE ticket_log (log_no INTEGER PRIMARY KEY, ticket_no INTEGER NOT NULL, what TEXT NOT NULL, said TEXT,
    agent_no INTEGER, logged TEXT NOT NULL);
CREATE INDEX ticket_contact ON ticket (contact_no);
CREATE INDEX post_ticket ON post (ticket_no);
CREATE INDEX contact_mail ON contact (mail);

INSERT INTO agent VALUES
    (1, 'agent-1', 'Hannah Cole', 'support', 'larkfield'),
    (2, 'senior-1', 'Marcus Webb', 'support', 'larkfield'),
    (3, 'vendor-1', 'Leo Brandt', 'vendor-delivery', 'brightline'),
    (4, 'reviewer-1', 'Imogen Shaw', 'review', 'larkfield'),
    (5, 'compliance-1', 'Petra Novak', 'compliance', 'larkfield'),
    (6, 'agent-2', 'Dev Sandhu', 'billing', 'larkfield');

INSERT INTO contact VALUES
    (101, 'Priya Raman', 'priya.raman@example.com', 1, '07700 900114', 'C-1001', '2026-03-02 09:10:00', 0),
    (102, 'Tomasz Zielinski', 't.zielinski@example.org', 1, '07700 900122', 'C-1002', '2026-03-05 18:40:00', 0),
    (103, 'Eleanor Whitcombe', 'eleanor.whitcombe@example.com', 1, '01632 960133', 'C-1003', '2026-02-20 11:00:00', 0),
    (104, 'Daniel Okafor', 'daniel.okafor@example.net', 1, '07700 900141', 'C-1004', '2026-03-09 08:30:00', 0),
    (105, 'Margaret Doyle', 'margaret.doyle@example.com', 1, '0161 496 0155', 'C-1005', '2026-02-11 10:00:00', 0),
    (106, 'Sean Doyle', 'sean.doyle@example.org', 1, '0161 496 0155', 'C-1006', '2026-03-01 17:20:00', 0),
    (107, 'Amelia Hart', 'amelia.hart@example.net', 1, '07700 900177', 'C-1007', '2026-03-04 12:15:00', 0),
    (108, 'Jonas Lindqvist', 'jonas.lindqvist@example.org', 1, '+46 70 174 06 08', NULL, '2026-03-06 14:00:00', 0),
    (109, 'Ruth Abara', 'ruth.abara@example.com', 0, '0113 496 0189', 'C-1009', '2026-02-27 09:45:00', 0),
    (110, 'Victor Marsh', 'v.marsh@example.com', 1, '07700 900190', 'C-1010', '2026-03-08 20:05:00', 0),
    (111, 'Nadia Haddad', 'nadia.haddad@example.org', 1, '020 7946 0111', 'C-1011', '2026-03-07 16:00:00', 0),
    (190, 'P Raman (duplicate)', 'priya.raman@example.com', 0, NULL, NULL, '2025-01-01 00:00:00', 1);

-- Priya Raman: charged twice for one sofa, three weeks of promises, then solicitors.
INSERT INTO ticket VALUES
    (5001, 101, 'Charged twice for order LH-48213', 2, 10, 1, 'billing-uk', 'UK', 1, 'support', 2, 'INC-77', 'LH-48213',
        'Alder 3-seat sofa', '2026-02-12 08:14:00', '2026-03-02 09:05:00', 0);
INSERT INTO post VALUES
    (1, 5001, 0, 'C', NULL, 0, '<p>Hello,</p><p>I ordered the Alder sofa on 9 February (order LH-48213) and my bank shows <b>two</b> payments of &pound;849.00 to you, both on the 10th. I only bought one sofa. The card ends 1111, the full number is 4111 1111 1111 1111 in case you need it to look this up.</p><p>Please refund one of them.<br>Priya Raman<br>07700 900 114</p>',
        '2026-02-12 08:14:00', 0, 'statement-feb.pdf', 0),
    (2, 5001, 0, 'A', 1, 0, '<p>Hi Priya,</p><p>Thank you for sending this over, and I am sorry about the worry. I can see both payments. I have asked our payments team to release the second one. You should see it within five working days.</p><p>Hannah</p>',
        '2026-02-12 11:52:00', 0, NULL, 0),
    (3, 5001, 1, 'A', 1, 1, '<p>Second capture is ours: INC-77, gateway retried after a time-out. Payments to void. Do <i>not</i> quote INC-77 to the customer.</p>',
        '2026-02-12 11:58:00', 0, NULL, 0),
    (4, 5001, 0, 'C', NULL, 0, '<p>It is now the 20th and nothing has arrived. &pound;849 is my rent. Can somebody please tell me what is happening?</p><blockquote>You should see it within five working days.</blockquote><p>Priya</p>',
        '2026-02-20 19:31:00', 0, NULL, 0),
    (5, 5001, 0, 'A', 6, 0, '<p>Dear Ms Raman, the refund was approved today and will reach the card ending 1111 by 25 February. I apologise for the delay.</p><p>Dev, Billing</p>',
        '2026-02-21 09:40:00', 0, NULL, 0),
    (6, 5001, 0, 'C', NULL, 0, '<p>Still nothing. This is the <u>third</u> time I am writing. I have gone into my overdraft because of you and the bank charged me &pound;12.</p><p>My new address for the paperwork is Flat 6, 31 Tamarind Road, Leeds LS6 9QX.</p>',
        '2026-02-27 07:55:00', 0, NULL, 0),
    (7, 5001, 1, 'A', 6, 1, '<p>Void failed, capture already settled. Needs a manual refund, waiting for finance sign-off since 23 Feb. Nobody told her.</p>',
        '2026-02-27 10:20:00', 0, NULL, 0),
    (8, 5001, 0, 'C', NULL, 0, '<p>I have spoken to my solicitor. If the &pound;849 plus the &pound;12 bank charge is not in my account by Friday 6 March I will issue a claim in the small claims court and report you to the Financial Ombudsman. Please treat this as a letter before action.</p><p>Priya Raman, date of birth 14/06/1989 as your form insists on it</p>',
        '2026-03-02 08:47:00', 0, 'letter-before-action.pdf', 0),
    (9, 5001, 0, 'A', 1, 0, '<p>wrong ticket, please ignore</p>', '2026-03-02 09:00:00', 0, NULL, 1);
INSERT INTO ticket_log VALUES
    (1, 5001, 'owner', 'to Hannah Cole', 1, '2026-02-12 09:00:00'),
    (2, 5001, 'state', 'from waiting to open', NULL, '2026-02-20 19:31:00'),
    (3, 5001, 'owner', 'from Billing back to Hannah Cole', 6, '2026-02-27 10:25:00');

-- Tomasz Zielinski: a heater that got hot enough to burn a child.
INSERT INTO ticket VALUES
    (5010, 102, 'EMBER 2 heater burned my daughter', 2, 60, 1, 'safety-uk', 'UK', 1, 'support', 2, 'RECALL-E2', 'LH-50177',
        'Ember 2 fan heater', '2026-03-03 21:06:00', '2026-03-05 18:35:00', 0),
    (5011, 102, 'Replacement radiator: delivery slot', 2, 20, 1, 'delivery-uk', 'UK', 3, 'vendor-delivery', 2, NULL,
        'LH-50391', 'Calder oil radiator', '2026-03-05 10:02:00', '2026-03-05 16:20:00', 0);
INSERT INTO post VALUES
    (20, 5010, 0, 'C', NULL, 0, '<div>The Ember 2 heater we bought from you in January overheated last night. The grille glowed, the plug was too hot to touch and the plastic started to smoke. My daughter Zofia is four. She has a burn on her left hand and we were in A&amp;E until two in the morning.</div><div><br></div><div>I have photographs. Order LH-50177.</div><div>Tomasz Zielinski, zero seven seven double-oh nine double-oh one double-two</div>',
        '2026-03-03 21:06:00', 0, 'heater-1.jpg;heater-2.jpg;plug.jpg', 0),
    (21, 5010, 0, 'A', 1, 0, '<p>Mr Zielinski, I am very sorry to read this. Please unplug the heater and do not use it again. I have passed your report to our product safety team this evening; they will ring you tomorrow before noon.</p><p>How is Zofia today?</p><p>Hannah Cole</p>',
        '2026-03-03 21:44:00', 0, NULL, 0),
    (22, 5010, 1, 'A', 1, 1, '<p>Injury to a child. Third Ember 2 report this month, see RECALL-E2. Batch on the photo reads E2-2511. Safety team paged. Nobody to offer money before they have spoken to him.</p>',
        '2026-03-03 21:50:00', 0, NULL, 0),
    (23, 5010, 0, 'C', NULL, 0, '<p>She is sore but brave, thank you for asking. The hospital says second degree. Nobody has rung and it is four in the afternoon.</p><p>The other heater, the one in the baby''s room, is the same model. Is it safe? I have switched it off.</p>',
        '2026-03-04 16:03:00', 0, NULL, 0),
    (24, 5010, 0, 'A', 2, 0, '<p>Mr Zielinski, please keep the second heater off and unplugged as well. I am sorry that the call did not come: I have your number as 07700 900122 and will ring you myself at half past five.</p><p>Marcus Webb</p>',
        '2026-03-04 16:31:00', 0, NULL, 0),
    (25, 5010, 2, 'A', 2, 1, '<p>Rang 17:32, spoke for 20 minutes. He wants the heater collected and examined, both replaced by something safe, and an answer in writing on what we do about the others. Agreed: collection by our courier, radiator sent free of charge. He has not decided about a claim.</p>',
        '2026-03-04 17:55:00', 0, NULL, 0),
    (26, 5010, 0, 'C', NULL, 0, '<p>Please confirm the collection in writing. If anyone else is hurt because you waited, that is on you. My wife can take the call too, agnieszka.z@example.org.</p>',
        '2026-03-05 18:35:00', 0, NULL, 0),
    (27, 5011, 0, 'A', 2, 0, '<p>Two Calder radiators are on their way free of charge (LH-50391). Our carrier Brightline will offer you a slot.</p>',
        '2026-03-05 10:02:00', 0, NULL, 0),
    (28, 5011, 0, 'A', 3, 0, '<p>Good afternoon, this is Brightline Delivery. We can deliver order LH-50391 on Saturday 7 March between 8:00 and 12:00. Is there a step at the door?</p><p>Leo</p>',
        '2026-03-05 14:11:00', 0, NULL, 0),
    (29, 5011, 0, 'C', NULL, 0, '<p>Saturday morning is fine. No step, third floor, the lift works. 8 Quarry Court, Flat 12, Bristol BS7 4TN. Please also take the two heaters back, they are boxed and labelled.</p>',
        '2026-03-05 16:20:00', 0, NULL, 0);
INSERT INTO ticket_log VALUES
    (10, 5010, 'owner', 'to Hannah Cole', 1, '2026-03-03 21:10:00'),
    (11, 5010, 'state', 'priority raised to urgent', 1, '2026-03-03 21:51:00'),
    (12, 5011, 'owner', 'to Brightline Delivery', 2, '2026-03-05 10:05:00');

-- Eleanor Whitcombe: her husband has died and letters to him keep coming.
INSERT INTO ticket VALUES
    (5020, 103, 'My late husband''s account', 2, 90, 1, 'accounts-uk', 'UK', 1, 'support', 1, NULL, NULL, NULL,
        '2026-02-16 10:22:00', '2026-03-06 09:00:00', 0);
INSERT INTO post VALUES
    (40, 5020, 0, 'C', NULL, 0, '<p>Dear Sirs,</p><p>My husband Gerald Whitcombe passed away on the 30th of January. He had an account with you and a garden furniture set on order, which I no longer want. Please close his account and stop writing to him.</p><p>Yours faithfully,<br>Eleanor Whitcombe (Mrs)<br>Rose Cottage, 2 Mill Lane, Hexham NE46 8KD</p>',
        '2026-02-16 10:22:00', 0, NULL, 0),
    (41, 5020, 0, 'A', 1, 0, '<p>Dear Mrs Whitcombe,</p><p>I am so sorry for your loss. I have cancelled the garden furniture and the &pound;420 will go back to the account it was paid from. To close the account I only need a copy of the death certificate; a photograph is enough, and there is no hurry.</p><p>With my sympathy,<br>Hannah Cole</p>',
        '2026-02-16 13:15:00', 0, NULL, 0),
    (42, 5020, 0, 'C', NULL, 0, '<p>Thank you, that was kind. The certificate is attached. The money should go to our joint account, GB33 BUKB 2020 1555 5555 55, his own has been closed by the bank.</p>',
        '2026-02-19 15:40:00', 0, 'certificate.jpg', 0),
    (43, 5020, 1, 'A', 1, 1, '<p>Certificate seen. Account C-1013 (Gerald) to be closed, mailing stopped. Marketing suppression still open with the list team.</p>',
        '2026-02-20 09:05:00', 0, NULL, 0),
    (44, 5020, 0, 'C', NULL, 0, '<p>This morning a birthday voucher came through the door, addressed to Gerald. He would have been 74 on Sunday. I sat on the stairs with it for an hour. I know it is a machine that does it. Please, make it stop.</p>',
        '2026-03-06 09:00:00', 0, NULL, 0);
INSERT INTO ticket_log VALUES
    (20, 5020, 'state', 'from resolved to open', NULL, '2026-03-06 09:00:00');

-- Daniel Okafor: wants to know when his desk comes. Calm.
INSERT INTO ticket VALUES
    (5030, 104, 'Delivery day for my desk', 2, 20, 2, 'delivery-uk', 'UK', 1, 'support', 1, NULL, 'LH-51020',
        'Fenwick standing desk', '2026-03-06 12:40:00', '2026-03-09 08:25:00', 0);
INSERT INTO post VALUES
    (60, 5030, 0, 'C', NULL, 0, '<p>Hi, could you tell me which day the Fenwick desk (order LH-51020) will arrive? I can be at home on any day but Wednesday. Thanks, Daniel</p>',
        '2026-03-06 12:40:00', 0, NULL, 0),
    (61, 5030, 0, 'A', 1, 0, '<p>Hi Daniel, the desk leaves our warehouse on Monday 9 March and our carrier Brightline will bring it on Tuesday 10 March between 13:00 and 17:00. They will text you an hour ahead.</p><p>Hannah</p>',
        '2026-03-06 14:02:00', 0, NULL, 0),
    (62, 5030, 0, 'C', NULL, 0, '<p>Perfect. It goes to the office address this time, not home: Unit 4, 19 Cooper Street, Sheffield S3 7TR. The goods entrance is round the back. My mobile is 07700 900141 if the driver is lost.</p>',
        '2026-03-06 15:19:00', 0, NULL, 0),
    (63, 5030, 1, 'A', 1, 1, '<p>Address changed on LH-51020, label reprinted. Brightline informed.</p>', '2026-03-06 15:40:00', 0, NULL, 0),
    (64, 5030, 0, 'C', NULL, 0, '<p>One more thing: do the drivers take the packaging away with them? No worries if not.</p>',
        '2026-03-09 08:25:00', 0, NULL, 0);

-- Margaret Doyle and Sean Doyle: mother and son, one landline, two customers.
INSERT INTO ticket VALUES
    (5040, 105, 'Kettle lid will not close', 2, 30, 1, 'product-uk', 'UK', 2, 'support', 2, NULL, 'LH-47002',
        'Brook kettle', '2026-02-10 09:30:00', '2026-02-11 10:00:00', 0),
    (5041, 106, 'Cancel my bed order', 2, 10, 1, 'billing-uk', 'UK', 6, 'billing', 6, NULL, 'LH-49555', 'Harbour double bed',
        '2026-02-28 22:12:00', '2026-03-01 17:15:00', 0);
INSERT INTO post VALUES
    (80, 5040, 0, 'C', NULL, 0, '<p>The lid of my new Brook kettle does not click shut any more. I bought it at Christmas. Do I send it back? Margaret Doyle, 0161 496 0155, mornings are best.</p>',
        '2026-02-10 09:30:00', 0, NULL, 0),
    (81, 5040, 0, 'A', 2, 0, '<p>Dear Mrs Doyle, no need to send it back. A new lid is in the post and should be with you on Thursday. If it does not fit I will replace the whole kettle.</p><p>Marcus Webb</p>',
        '2026-02-10 11:02:00', 0, NULL, 0),
    (82, 5040, 0, 'C', NULL, 0, '<p>That is very good of you. My son Sean says I should have asked for my money back but I like the kettle.</p>',
        '2026-02-11 10:00:00', 0, NULL, 0),
    (85, 5041, 0, 'C', NULL, 0, '<p>I want to cancel the Harbour bed, LH-49555. You took &pound;1,150 and now you say six weeks?? Ring me on 0161 496 0155 but NOT if my mum picks up, she does not know I am moving out.</p><p>S Doyle</p>',
        '2026-02-28 22:12:00', 0, NULL, 0),
    (86, 5041, 0, 'A', 6, 0, '<p>Hello Sean, the order is cancelled and &pound;1,150.00 goes back to your card within five working days. We will write and not ring.</p><p>Dev, Billing</p>',
        '2026-03-01 09:31:00', 0, NULL, 0),
    (87, 5041, 1, 'A', 6, 1, '<p>Shared landline with another customer of the same surname. Do not ring, do not merge.</p>', '2026-03-01 09:33:00', 0, NULL, 0),
    (88, 5041, 0, 'C', NULL, 0, '<p>ok thanks. Please send the confirmation to sean.doyle@example.org and nowhere else</p>', '2026-03-01 17:15:00', 0, NULL, 0);

-- Amelia Hart: what chat promised, an e-mail took back.
INSERT INTO ticket VALUES
    (5050, 107, 'Your reply contradicts your chat', 2, 40, 1, 'complaints-uk', 'UK', 2, 'support', 2, NULL, 'LH-50008',
        'Willow wardrobe', '2026-03-02 10:45:00', '2026-03-04 12:10:00', 0);
INSERT INTO post VALUES
    (100, 5050, 0, 'A', 6, 0, '<p>Dear Amelia, I am writing about order LH-50008. As the wardrobe was delivered within the quoted window we are not able to refund the &pound;39 delivery charge. No voucher is due either.</p><p>Dev, Billing</p>',
        '2026-03-02 10:45:00', 0, NULL, 0),
    (101, 5050, 0, 'C', NULL, 0, '<p>I beg your pardon? On 27 February your colleague Josie told me in the chat, in so many words, that the delivery charge <em>would</em> be refunded and that I would get a &pound;40 voucher because the doors came scratched. I have a screenshot. Which of you am I to believe?</p><p>A. Hart, 07700 900 177</p>',
        '2026-03-02 13:05:00', 0, 'chat-screenshot.png', 0),
    (102, 5050, 1, 'A', 2, 1, '<p>Read the chat: Josie did promise both. Dev did not see it, chat is another system. We keep the promise; finance to confirm.</p>',
        '2026-03-03 09:12:00', 0, NULL, 0),
    (103, 5050, 0, 'A', 2, 0, '<p>Dear Amelia, you are right and I am sorry for the muddle. I am checking both points with our finance team and will write to you by Friday.</p><p>Marcus Webb</p>',
        '2026-03-03 09:30:00', 0, NULL, 0),
    (104, 5050, 0, 'C', NULL, 0, '<p>Thank you. And the new doors? Nobody has mentioned the doors since last week.</p>', '2026-03-04 12:10:00', 0, NULL, 0);

-- Jonas Lindqvist: new question on top, an old thread pasted below it.
INSERT INTO ticket VALUES
    (5060, 108, 'Re: Re: Warranty for lamp LH-31240', 2, 30, 1, 'product-eu', 'EU', 1, 'support', 1, NULL, 'LH-31240',
        'Polaris floor lamp', '2026-03-05 16:20:00', '2026-03-06 13:55:00', 0),
    (4060, 108, 'Warranty for lamp LH-31240', 9, 30, 1, 'product-eu', 'EU', 2, 'support', 2, NULL, 'LH-31240',
        'Polaris floor lamp', '2025-10-22 09:00:00', '2025-10-29 10:00:00', 0);
INSERT INTO post VALUES
    (120, 4060, 0, 'C', NULL, 0, '<p>Hello, the switch of my Polaris lamp is broken. If you do not replace it I will go to the consumer agency. Jonas Lindqvist</p>',
        '2025-10-22 09:00:00', 0, NULL, 0),
    (121, 4060, 0, 'A', 2, 0, '<p>Dear Jonas, a new switch is on its way.</p><p>Marcus Webb</p>', '2025-10-23 11:30:00', 0, NULL, 0),
    (122, 4060, 0, 'C', NULL, 0, '<p>It works, thank you! You can close this.</p>', '2025-10-26 01:30:00', 0, NULL, 0),
    (123, 5060, 0, 'C', NULL, 0, '<p>Hi again,</p><p>the lamp is fine. I only want to know whether the five-year warranty also covers the LED module, for my papers. Nothing is urgent.</p><p>Jonas</p><p>-----Original Message-----<br>From: Jonas Lindqvist &lt;jonas.lindqvist@example.org&gt;<br>Sent: 22 October 2025 09:00<br>Subject: Warranty for lamp LH-31240</p><blockquote><p>Hello, the switch of my Polaris lamp is broken. If you do not replace it I will go to the consumer agency. Jonas Lindqvist</p><blockquote>Storgatan 5, 111 51 Stockholm, personal number 19850312-1237</blockquote></blockquote>',
        '2026-03-05 16:20:00', 1, NULL, 0),
    (124, 5060, 0, 'A', 1, 0, '<p>Hi Jonas, good news: yes, the LED module is covered until 14 September 2030. I have attached the conditions.</p><p>Hannah</p>',
        '2026-03-06 10:05:00', 0, 'warranty-conditions.pdf', 0),
    (125, 5060, 0, 'C', NULL, 0, '<p>Great. Could I have that in Swedish too? My number is +46 70 174 06 08 if that is easier.</p>', '2026-03-06 13:55:00', 0, NULL, 0);

-- Ruth Abara: nearly blind, behind with her instalments, and worried about it.
INSERT INTO ticket VALUES
    (5070, 109, 'Cannot read your letter', 2, 10, 3, 'care-uk', 'UK', 2, 'support', 2, NULL, 'LH-44810', 'Meadow cooker',
        '2026-02-24 11:10:00', '2026-02-27 09:40:00', 0);
INSERT INTO post VALUES
    (140, 5070, 2, 'A', 2, 0, '<p>Call from Mrs Ruth Abara. She has had a red letter about the Meadow cooker (LH-44810, three instalments of &pound;36 behind). She is registered blind and her daughter Grace reads the post to her on Sundays only. She asks us to ring instead of writing.</p>',
        '2026-02-24 11:10:00', 0, NULL, 0),
    (141, 5070, 1, 'A', 2, 1, '<p>Vulnerable customer flag proposed. She mentioned cutting back on heating to pay us. No letters, large print or phone only. Do not take instalments before the affordability call.</p>',
        '2026-02-24 11:25:00', 0, NULL, 0),
    (142, 5070, 0, 'C', NULL, 0, '<p>Dear Mr Webb, this is Grace Abara writing for my mum. She has not slept since that letter. She lives on a pension of &pound;176 a week and she thinks someone will come and take the cooker. Please could you freeze it until April? You can ring me on 07700 900188. Mum was born 3.11.1947 if you need to find her.</p>',
        '2026-02-26 18:52:00', 0, NULL, 0),
    (143, 5070, 0, 'A', 2, 0, '<p>Dear Grace, thank you for writing. Nobody will come for the cooker. I have paused the instalments until 30 April and there are no charges for that. I will ring your mother on 0113 496 0189 on Monday at eleven, as she prefers.</p><p>Marcus Webb</p>',
        '2026-02-27 09:40:00', 0, NULL, 0);

-- Victor Marsh: eleven years a customer, one bad month.
INSERT INTO ticket VALUES
    (5080, 110, 'Thinking of closing my account', 2, 50, 1, 'loyalty-uk', 'UK', 1, 'support', 2, NULL, 'LH-50744',
        'Oak bookcase', '2026-03-07 09:15:00', '2026-03-08 20:00:00', 0);
INSERT INTO post VALUES
    (160, 5080, 0, 'C', NULL, 0, '<p>I have bought from you since 2015. Every room in this house has something of yours in it. In February the bookcase (LH-50744) came late, then with the wrong shelves, then nobody answered for nine days. I am looking at closing my account and going to Marlowe &amp; Sons. Tell me why I should not.</p><p>Victor Marsh</p>',
        '2026-03-07 09:15:00', 0, NULL, 0),
    (161, 5080, 0, 'A', 1, 0, '<p>Dear Mr Marsh, nine days without an answer is not how we want to treat anybody, least of all you. The right shelves are packed and can be with you on Thursday. May I ring you tomorrow to hear what else went wrong?</p><p>Hannah Cole</p>',
        '2026-03-07 10:48:00', 0, NULL, 0),
    (162, 5080, 1, 'A', 1, 1, '<p>Gold since 2019, 41 orders. Marcus approves up to &pound;75 goodwill. He has not asked for money; ask him first what he wants.</p>',
        '2026-03-07 11:00:00', 0, NULL, 0),
    (163, 5080, 0, 'C', NULL, 0, '<p>Ring after six, 07700 900190. I do not want a voucher. I want to know that the next order will not be like this one.</p>',
        '2026-03-08 20:00:00', 0, NULL, 0);

-- Nadia Haddad: locked out, and too helpful with her secrets.
INSERT INTO ticket VALUES
    (5090, 111, 'Locked out of my account', 2, 90, 2, 'accounts-uk', 'UK', 2, 'support', 2, NULL, NULL, NULL,
        '2026-03-07 14:20:00', '2026-03-07 15:58:00', 0);
INSERT INTO post VALUES
    (180, 5090, 0, 'C', NULL, 0, '<p>I cannot log in since this morning. User name nadia.haddad@example.org, my password is Marigold!77 so you can try it yourselves. The page says error 4031.</p>',
        '2026-03-07 14:20:00', 0, NULL, 0),
    (181, 5090, 0, 'A', 2, 0, '<p>Dear Nadia, please never send your password to anyone, us included. I have signed you out everywhere; please choose a new one with the link on the sign-in page.</p><p>Marcus Webb</p>',
        '2026-03-07 14:41:00', 0, NULL, 0),
    (182, 5090, 0, 'C', NULL, 0, '<p>Oh no, sorry! The link says my account is locked for security. I was abroad, the log-in came from 203.0.113.45 if that helps. Can you unlock it?</p>',
        '2026-03-07 15:58:00', 0, NULL, 0);
