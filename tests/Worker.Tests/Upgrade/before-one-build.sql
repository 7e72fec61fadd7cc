-- A book as the schema 0007 left it: runs of five jobs, a debit in doubt, messages sent and waiting, a hold, a switch that is off.
BEGIN TRANSACTION;
CREATE TABLE account_hold (
    hold_id     integer not null primary key autoincrement,
    customer_id integer references customer (customer_id),
    plan_id     integer references installment_plan (plan_id),
    reason      text    not null,
    actor       text    not null,
    placed_at   text    not null,
    until_date  text,                           -- the last business date it holds; null until released
    released_at text,
    check ((customer_id is null) <> (plan_id is null))
) strict;
INSERT INTO "account_hold" VALUES(1,NULL,6,'goods on their way back','wang','2026-11-27T16:45:04.817Z','2999-12-31',NULL);
CREATE TABLE active_run (
    job    text    not null primary key,
    run_id integer not null unique references job_run (run_id)
) strict;
CREATE TABLE audit_entry (
    audit_id    integer not null primary key autoincrement,
    recorded_at text    not null,
    actor       text    not null,
    action      text    not null,
    subject     text    not null,
    reason      text,
    detail      text
) strict;
INSERT INTO "audit_entry" VALUES(1,'2026-11-27T16:44:52.118Z','root','import','book',NULL,'[{"file":"customers.csv","read":6,"added":6,"updated":0,"unchanged":0},{"file":"payment_methods.csv","read":7,"added":7,"updated":0,"unchanged":0},{"file":"plans.csv","read":6,"added":6,"updated":0,"unchanged":0},{"file":"installments.csv","read":10,"added":10,"updated":0,"unchanged":0},{"file":"payments.csv","read":1,"added":1,"updated":0,"unchanged":0}]');
INSERT INTO "audit_entry" VALUES(2,'2026-09-19T16:30:00.000Z','root','trigger','mark-overdue for 2026-09-19',NULL,'run 1');
INSERT INTO "audit_entry" VALUES(3,'2026-09-19T16:45:00.000Z','root','trigger','late-fees for 2026-09-19',NULL,'run 2');
INSERT INTO "audit_entry" VALUES(4,'2026-09-20T00:30:00.000Z','root','trigger','remind for 2026-09-20',NULL,'run 3');
INSERT INTO "audit_entry" VALUES(5,'2026-09-20T01:00:00.000Z','root','trigger','auto-debit for 2026-09-20',NULL,'run 4');
INSERT INTO "audit_entry" VALUES(6,'2026-09-20T01:01:00.000Z','root','trigger','send-mail for 2026-09-20',NULL,'run 5');
INSERT INTO "audit_entry" VALUES(7,'2026-09-20T16:30:00.000Z','root','trigger','mark-overdue for 2026-09-20',NULL,'run 6');
INSERT INTO "audit_entry" VALUES(8,'2026-09-20T16:45:00.000Z','root','trigger','late-fees for 2026-09-20',NULL,'run 7');
INSERT INTO "audit_entry" VALUES(9,'2026-09-21T00:30:00.000Z','root','trigger','remind for 2026-09-21',NULL,'run 8');
INSERT INTO "audit_entry" VALUES(10,'2026-09-21T01:00:00.000Z','root','trigger','auto-debit for 2026-09-21',NULL,'run 9');
INSERT INTO "audit_entry" VALUES(11,'2026-09-21T01:01:00.000Z','root','trigger','send-mail for 2026-09-21',NULL,'run 10');
INSERT INTO "audit_entry" VALUES(12,'2026-11-27T16:45:04.817Z','wang','hold','plan P6','goods on their way back','until 2999-12-31');
INSERT INTO "audit_entry" VALUES(13,'2026-11-27T16:45:05.266Z','wang','waive','installment P2-1','on the phone','1.00 CNY, waiver:01a21de56f717000a7b40a736f4b2353');
INSERT INTO "audit_entry" VALUES(14,'2026-11-27T16:45:06.267Z','li','switch','channel:sandbox','drill','off');
INSERT INTO "audit_entry" VALUES(15,'2026-09-21T16:30:00.000Z','root','trigger','mark-overdue for 2026-09-21',NULL,'run 11');
INSERT INTO "audit_entry" VALUES(16,'2026-09-21T16:45:00.000Z','root','trigger','late-fees for 2026-09-21',NULL,'run 12');
INSERT INTO "audit_entry" VALUES(17,'2026-09-22T00:30:00.000Z','root','trigger','remind for 2026-09-22',NULL,'run 13');
INSERT INTO "audit_entry" VALUES(18,'2026-09-22T01:00:00.000Z','root','trigger','auto-debit for 2026-09-22',NULL,'run 14');
CREATE TABLE customer (
    customer_id        integer not null primary key autoincrement,
    customer_ref       text    not null unique,
    name               text    not null,
    email              text    not null,
    language           text    not null,
    time_zone          text    not null,
    bad_address_reason text,             -- set when a mail server refused the address for good
    courtesy_off_at    text              -- set when the customer unsubscribed from courtesy messages
) strict;
INSERT INTO "customer" VALUES(1,'C1','李雷','c1@customers.test','zh-CN','Asia/Shanghai',NULL,NULL);
INSERT INTO "customer" VALUES(2,'C2','Han Meimei','c2@customers.test','en','Asia/Shanghai',NULL,NULL);
INSERT INTO "customer" VALUES(3,'C3','Wang Wei','c3@customers.test','en','Asia/Shanghai',NULL,NULL);
INSERT INTO "customer" VALUES(4,'C4','张伟','c4@customers.test','zh-CN','Asia/Shanghai',NULL,NULL);
INSERT INTO "customer" VALUES(5,'C5','Zhao Min','c5@customers.test','en','Asia/Tokyo',NULL,NULL);
INSERT INTO "customer" VALUES(6,'C6','Qian Jin','c6@customers.test','en','Asia/Shanghai',NULL,NULL);
CREATE TABLE debit_attempt (
    order_no          text    not null primary key,
    installment_id    integer not null references installment (installment_id),
    payment_method_id integer not null references payment_method (payment_method_id),
    channel           text    not null,
    amount            integer not null,
    currency          text    not null,
    token             text    not null,         -- as sent: a second sending must be identical
    description       text    not null,
    business_date     text    not null,
    sent_at           text    not null,
    state             text    not null,         -- unknown, pending, lost, succeeded, declined, rejected, withdrawn
    reference         text,
    decline_code      text,
    decline_category  text,                     -- soft, hard
    detail            text,
    settled_at        text,
    run_id            integer not null
) strict, without rowid;
INSERT INTO "debit_attempt" VALUES('01a0bc53be8071598c5fc3785df3e0f7',3,2,'card',17076,'CNY','nsf','P2-1','2026-09-20','2026-09-20T01:00:00.000Z','declined','SBX01a0bc53be8071598c5fc3785df3e0f7','insufficient_funds','soft',NULL,'2026-09-20T01:00:00.000Z',4);
INSERT INTO "debit_attempt" VALUES('01a0c17a1a80711d940957658c45e567',1,1,'card',33730,'CNY','ok','P1-1','2026-09-21','2026-09-21T01:00:00.000Z','succeeded','SBX01a0c17a1a80711d940957658c45e567',NULL,NULL,NULL,'2026-09-21T01:00:00.000Z',9);
INSERT INTO "debit_attempt" VALUES('01a0c17a1a80799f8bf7ed4570c3e97b',7,4,'sandbox',33730,'CNY','closed','P4-1','2026-09-21','2026-09-21T01:00:00.000Z','declined','SBX01a0c17a1a80799f8bf7ed4570c3e97b','account_closed','hard',NULL,'2026-09-21T01:00:00.000Z',9);
INSERT INTO "debit_attempt" VALUES('01a0c17a1a8079f28e256ec24f57ec05',7,5,'card',33730,'CNY','ok+id:4','P4-1','2026-09-21','2026-09-21T01:00:00.000Z','rejected',NULL,NULL,NULL,'http 422','2026-09-21T01:00:00.000Z',9);
INSERT INTO "debit_attempt" VALUES('01a0c6a07680709aab247797d84d4971',7,5,'card',33730,'CNY','ok+id:4','P4-1','2026-09-22','2026-09-22T01:00:00.000Z','rejected',NULL,NULL,NULL,'http 422','2026-09-22T01:00:00.000Z',14);
INSERT INTO "debit_attempt" VALUES('01a0c6a076807dd1b251fa10cba1ee1a',5,3,'card',49500,'CNY','timeout-charged','P3-1','2026-09-22','2026-09-22T01:00:00.000Z','unknown',NULL,NULL,NULL,'time-out',NULL,14);
CREATE TABLE debit_switch (
    name       text    not null primary key,    -- debits, channel:<name>
    is_off     integer not null,
    reason     text    not null,
    actor      text    not null,
    changed_at text    not null
) strict;
INSERT INTO "debit_switch" VALUES('channel:sandbox',1,'drill','li','2026-11-27T16:45:06.267Z');
CREATE TABLE import_customer (
    customer_ref text    not null,
    line         integer not null,   -- where the record starts in its file; the header is line 1
    name         text,
    email        text,
    language     text,
    time_zone    text,
    primary key (customer_ref, line)
) strict, without rowid;
CREATE TABLE import_installment (
    plan_ref      text    not null,
    number        integer not null,
    line          integer not null,
    due_on        text,
    rolled_due_on text,
    principal     integer,
    interest      integer,
    primary key (plan_ref, number, line)
) strict, without rowid;
CREATE TABLE import_payment (
    line        integer not null primary key,
    payment_ref text    not null,
    plan_ref    text,
    number      integer,
    amount      integer,
    paid_on     text,
    source      text
) strict;
CREATE TABLE import_payment_method (
    method_ref   text    not null,
    line         integer not null,
    customer_ref text,
    channel      text,
    token        text,
    priority     integer,
    status       text,
    primary key (method_ref, line)
) strict, without rowid;
CREATE TABLE import_plan (
    plan_ref     text    not null,
    line         integer not null,
    customer_ref text,
    product      text,
    currency     text,
    principal    integer,
    signed_on    text,
    autopay      integer,
    method_ref   text,
    primary key (plan_ref, line)
) strict, without rowid;
CREATE TABLE installment (
    installment_id integer not null primary key autoincrement,
    plan_id        integer not null references installment_plan (plan_id),
    number         integer not null,
    due_on         text    not null,     -- as agreed
    rolled_due_on  text    not null,     -- as the calendar rolls it: everything is computed from this one
    principal      integer not null,
    interest       integer not null,
    status         text    not null,     -- scheduled, due, overdue, paid, written_off
    overdue_since  text,
    written_off_on text,
    unique (plan_id, number)
) strict;
INSERT INTO "installment" VALUES(1,1,1,'2026-09-21','2026-09-21',30000,3730,'paid',NULL,NULL);
INSERT INTO "installment" VALUES(2,1,2,'2026-10-21','2026-10-21',30000,3730,'scheduled',NULL,NULL);
INSERT INTO "installment" VALUES(3,2,1,'2026-09-10','2026-09-10',15000,2000,'overdue','2026-09-11',NULL);
INSERT INTO "installment" VALUES(4,2,2,'2026-10-10','2026-10-10',15000,2000,'scheduled',NULL,NULL);
INSERT INTO "installment" VALUES(5,3,1,'2026-09-22','2026-09-22',45000,4500,'due',NULL,NULL);
INSERT INTO "installment" VALUES(6,3,2,'2026-10-22','2026-10-22',45000,4500,'scheduled',NULL,NULL);
INSERT INTO "installment" VALUES(7,4,1,'2026-09-21','2026-09-21',30000,3730,'due',NULL,NULL);
INSERT INTO "installment" VALUES(8,5,1,'2026-09-12','2026-09-12',7500,500,'paid',NULL,NULL);
INSERT INTO "installment" VALUES(9,5,2,'2026-10-12','2026-10-12',7500,500,'scheduled',NULL,NULL);
INSERT INTO "installment" VALUES(10,6,1,'2026-09-22','2026-09-22',45000,5000,'due',NULL,NULL);
CREATE TABLE installment_plan (
    plan_id           integer not null primary key autoincrement,
    plan_ref          text    not null unique,
    customer_id       integer not null references customer (customer_id),
    product           text    not null,
    currency          text    not null,
    principal         integer not null,
    signed_on         text    not null,
    autopay           integer not null,
    payment_method_id integer references payment_method (payment_method_id)
) strict;
INSERT INTO "installment_plan" VALUES(1,'P1',1,'phone','CNY',60000,'2026-08-20',1,NULL);
INSERT INTO "installment_plan" VALUES(2,'P2',2,'phone','CNY',30000,'2026-08-20',1,2);
INSERT INTO "installment_plan" VALUES(3,'P3',3,'laptop','CNY',90000,'2026-08-20',1,NULL);
INSERT INTO "installment_plan" VALUES(4,'P4',4,'phone','CNY',30000,'2026-08-20',1,NULL);
INSERT INTO "installment_plan" VALUES(5,'P5',5,'watch','CNY',15000,'2026-08-20',1,NULL);
INSERT INTO "installment_plan" VALUES(6,'P6',6,'phone','CNY',45000,'2026-08-20',1,7);
CREATE TABLE job_run (
    run_id        integer not null primary key autoincrement,
    job           text    not null,
    business_date text    not null,
    occasion      text    not null,             -- the scheduled local time, or what a manual trigger is known by
    try_no        integer not null default 1,   -- from 1: an occasion that failed or was superseded is tried again
    trigger_kind  text    not null,             -- schedule, catch-up, manual
    actor         text    not null,
    reason        text,
    state         text    not null,             -- cutting, active, completed, set-aside, stopped, failed, superseded
    started_at    text    not null,
    finished_at   text,
    stop_reason   text,
    ledger_mark   integer not null, background_job text, cancel_wish text,             -- the newest ledger entry when the run began
    unique (job, business_date, occasion, try_no)
) strict;
INSERT INTO "job_run" VALUES(1,'mark-overdue','2026-09-19','manual 01a21de540ff77f4985c6e88dd5b8853',1,'manual','root',NULL,'completed','2026-09-19T16:30:00.000Z','2026-09-19T16:30:00.000Z',NULL,1,NULL,NULL);
INSERT INTO "job_run" VALUES(2,'late-fees','2026-09-19','manual 01a21de5462674378f6e0f2f8423d9c7',1,'manual','root',NULL,'completed','2026-09-19T16:45:00.000Z','2026-09-19T16:45:00.000Z',NULL,1,NULL,NULL);
INSERT INTO "job_run" VALUES(3,'remind','2026-09-20','manual 01a21de54a3271e9af09adfd5b697764',1,'manual','root',NULL,'completed','2026-09-20T00:30:00.000Z','2026-09-20T00:30:00.000Z',NULL,2,NULL,NULL);
INSERT INTO "job_run" VALUES(4,'auto-debit','2026-09-20','manual 01a21de54dc27717a5bb29406a0f2144',1,'manual','root',NULL,'completed','2026-09-20T01:00:00.000Z','2026-09-20T01:00:00.000Z',NULL,2,NULL,NULL);
INSERT INTO "job_run" VALUES(5,'send-mail','2026-09-20','manual 01a21de5537b7e8597fdae34a1608f23',1,'manual','root',NULL,'completed','2026-09-20T01:01:00.000Z','2026-09-20T01:01:00.000Z',NULL,2,NULL,NULL);
INSERT INTO "job_run" VALUES(6,'mark-overdue','2026-09-20','manual 01a21de556dd705fb0b287db1bb6276f',1,'manual','root',NULL,'completed','2026-09-20T16:30:00.000Z','2026-09-20T16:30:00.000Z',NULL,2,NULL,NULL);
INSERT INTO "job_run" VALUES(7,'late-fees','2026-09-20','manual 01a21de55b3c7758bb367a757310dd2f',1,'manual','root',NULL,'completed','2026-09-20T16:45:00.000Z','2026-09-20T16:45:00.000Z',NULL,2,NULL,NULL);
INSERT INTO "job_run" VALUES(8,'remind','2026-09-21','manual 01a21de55ed67fe8ab05a644467f6e2e',1,'manual','root',NULL,'completed','2026-09-21T00:30:00.000Z','2026-09-21T00:30:00.000Z',NULL,3,NULL,NULL);
INSERT INTO "job_run" VALUES(9,'auto-debit','2026-09-21','manual 01a21de56320713bb4e575ee15d53761',1,'manual','root',NULL,'completed','2026-09-21T01:00:00.000Z','2026-09-21T01:00:00.000Z',NULL,3,NULL,NULL);
INSERT INTO "job_run" VALUES(10,'send-mail','2026-09-21','manual 01a21de568de78c5b51a37452ac7a677',1,'manual','root',NULL,'completed','2026-09-21T01:01:00.000Z','2026-09-21T01:01:00.000Z',NULL,4,NULL,NULL);
INSERT INTO "job_run" VALUES(11,'mark-overdue','2026-09-21','manual 01a21de575b57e57bc580173339be5e1',1,'manual','root',NULL,'completed','2026-09-21T16:30:00.000Z','2026-09-21T16:30:00.000Z',NULL,5,NULL,NULL);
INSERT INTO "job_run" VALUES(12,'late-fees','2026-09-21','manual 01a21de5797d763c878c7e96d0058707',1,'manual','root',NULL,'completed','2026-09-21T16:45:00.000Z','2026-09-21T16:45:00.000Z',NULL,5,NULL,NULL);
INSERT INTO "job_run" VALUES(13,'remind','2026-09-22','manual 01a21de57fc470cc89d2f56ce9bbf3f2',1,'manual','root',NULL,'completed','2026-09-22T00:30:00.000Z','2026-09-22T00:30:00.000Z',NULL,6,NULL,NULL);
INSERT INTO "job_run" VALUES(14,'auto-debit','2026-09-22','manual 01a21de5854974da8d764029982df98b',1,'manual','root',NULL,'completed','2026-09-22T01:00:00.000Z','2026-09-22T01:00:00.000Z',NULL,6,NULL,NULL);
CREATE TABLE ledger_entry (
    entry_id          integer not null primary key autoincrement,
    entry_key         text    not null unique,  -- debit:<order no>, import:<ref>, fee:<installment>:<date>:<n>, waiver:<id>, reversal:<entry>
    plan_id           integer not null references installment_plan (plan_id),
    installment_id    integer not null references installment (installment_id),
    kind              text    not null,         -- payment, late_fee, waiver, reversal
    amount            integer not null,
    currency          text    not null,
    effective_on      text    not null,
    entered_at        text    not null,
    order_no          text,
    reverses_entry_id integer references ledger_entry (entry_id),
    actor             text    not null,
    reason            text
) strict;
INSERT INTO "ledger_entry" VALUES(1,'import:X1',5,8,'payment',8000,'CNY','2026-09-11','2026-11-27T16:44:52.118Z',NULL,NULL,'root','bank');
INSERT INTO "ledger_entry" VALUES(2,'fee:3:2026-09-19:1',2,3,'late_fee',76,'CNY','2026-09-19','2026-09-19T16:45:00.000Z',NULL,NULL,'late-fees',NULL);
INSERT INTO "ledger_entry" VALUES(3,'fee:3:2026-09-20:1',2,3,'late_fee',9,'CNY','2026-09-20','2026-09-20T16:45:00.000Z',NULL,NULL,'late-fees',NULL);
INSERT INTO "ledger_entry" VALUES(4,'debit:01a0c17a1a80711d940957658c45e567',1,1,'payment',33730,'CNY','2026-09-21','2026-09-21T01:00:00.000Z','01a0c17a1a80711d940957658c45e567',NULL,'auto-debit',NULL);
INSERT INTO "ledger_entry" VALUES(5,'waiver:01a21de56f717000a7b40a736f4b2353',2,3,'waiver',100,'CNY','2026-11-28','2026-11-27T16:45:05.266Z',NULL,NULL,'wang','on the phone');
INSERT INTO "ledger_entry" VALUES(6,'fee:3:2026-09-21:1',2,3,'late_fee',9,'CNY','2026-09-21','2026-09-21T16:45:00.000Z',NULL,NULL,'late-fees',NULL);
CREATE TABLE message (
    message_id     integer not null primary key autoincrement,
    message_key    text    not null unique,     -- (kind, installment, business date or order number): never the same mail twice
    kind           text    not null,
    customer_id    integer not null references customer (customer_id),
    plan_id        integer not null references installment_plan (plan_id),
    installment_id integer not null references installment (installment_id),
    courtesy       integer not null,            -- 1 when the customer may unsubscribe from it
    business_date  text    not null,
    facts          text    not null,            -- JSON: what it says, without whom it says it to
    created_at     text    not null,
    state          text    not null,            -- waiting, sent, dropped, failed
    next_try_at    text,                        -- null once it is no longer waiting
    tries          integer not null default 0,
    finished_at    text,
    detail         text
) strict;
INSERT INTO "message" VALUES(1,'due-soon:1:2026-09-20','due-soon',1,1,1,1,'2026-09-20','{"planReference":"P1","number":1,"count":2,"currency":"CNY","amount":33730,"lateFees":0,"dueOn":"2026-09-21","businessDate":"2026-09-20","channel":"card","orderNumber":null,"declineCode":null,"daysPastDue":0}','2026-09-20T00:30:00.000Z','sent',NULL,1,'2026-09-20T01:01:00.000Z',NULL);
INSERT INTO "message" VALUES(2,'due-soon:7:2026-09-20','due-soon',4,4,7,1,'2026-09-20','{"planReference":"P4","number":1,"count":1,"currency":"CNY","amount":33730,"lateFees":0,"dueOn":"2026-09-21","businessDate":"2026-09-20","channel":"sandbox","orderNumber":null,"declineCode":null,"daysPastDue":0}','2026-09-20T00:30:00.000Z','sent',NULL,1,'2026-09-20T01:01:00.000Z',NULL);
INSERT INTO "message" VALUES(3,'due-soon:5:2026-09-21','due-soon',3,3,5,1,'2026-09-21','{"planReference":"P3","number":1,"count":2,"currency":"CNY","amount":49500,"lateFees":0,"dueOn":"2026-09-22","businessDate":"2026-09-21","channel":"card","orderNumber":null,"declineCode":null,"daysPastDue":0}','2026-09-21T00:30:00.000Z','sent',NULL,1,'2026-09-21T01:01:00.000Z',NULL);
INSERT INTO "message" VALUES(4,'due-soon:10:2026-09-21','due-soon',6,6,10,1,'2026-09-21','{"planReference":"P6","number":1,"count":1,"currency":"CNY","amount":50000,"lateFees":0,"dueOn":"2026-09-22","businessDate":"2026-09-21","channel":"card","orderNumber":null,"declineCode":null,"daysPastDue":0}','2026-09-21T00:30:00.000Z','sent',NULL,1,'2026-09-21T01:01:00.000Z',NULL);
INSERT INTO "message" VALUES(5,'receipt:1:01a0c17a1a80711d940957658c45e567','receipt',1,1,1,0,'2026-09-21','{"planReference":"P1","number":1,"count":2,"currency":"CNY","amount":33730,"lateFees":0,"dueOn":"2026-09-21","businessDate":"2026-09-21","channel":"card","orderNumber":"01a0c17a1a80711d940957658c45e567","declineCode":null,"daysPastDue":0}','2026-09-21T01:00:00.000Z','sent',NULL,1,'2026-09-21T01:01:00.000Z',NULL);
INSERT INTO "message" VALUES(6,'method-suspended:7:01a0c17a1a80799f8bf7ed4570c3e97b','method-suspended',4,4,7,0,'2026-09-21','{"planReference":"P4","number":1,"count":1,"currency":"CNY","amount":33730,"lateFees":0,"dueOn":"2026-09-21","businessDate":"2026-09-21","channel":"sandbox","orderNumber":"01a0c17a1a80799f8bf7ed4570c3e97b","declineCode":"account_closed","daysPastDue":0}','2026-09-21T01:00:00.000Z','sent',NULL,1,'2026-09-21T01:01:00.000Z',NULL);
INSERT INTO "message" VALUES(7,'overdue:7:2026-09-22','overdue',4,4,7,0,'2026-09-22','{"planReference":"P4","number":1,"count":1,"currency":"CNY","amount":33730,"lateFees":0,"dueOn":"2026-09-21","businessDate":"2026-09-22","channel":"card","orderNumber":null,"declineCode":null,"daysPastDue":1}','2026-09-22T00:30:00.000Z','waiting','2026-09-22T00:30:00.000Z',0,NULL,NULL);
CREATE TABLE open_debit (
    installment_id integer not null primary key references installment (installment_id),
    order_no       text    not null unique,      -- written first: it decides whether there may be an attempt
    asks           integer not null default 0,   -- how often the channel was asked
    next_ask_at    text    not null,
    last_sent_at   text    not null,
    resends        integer not null default 0    -- from the first one on the attempt can not be withdrawn
) strict;
INSERT INTO "open_debit" VALUES(5,'01a0c6a076807dd1b251fa10cba1ee1a',1,'2026-09-22T01:01:00.000Z','2026-09-22T01:00:00.000Z',0);
CREATE TABLE payment_method (
    payment_method_id integer not null primary key autoincrement,
    method_ref        text    not null unique,
    customer_id       integer not null references customer (customer_id),
    channel           text    not null,
    token             text    not null,
    priority          integer not null,
    status            text    not null,  -- active, suspended, revoked
    status_reason     text,
    status_changed_at text
, imported_status text) strict;
INSERT INTO "payment_method" VALUES(1,'M1',1,'card','ok',1,'active',NULL,NULL,'active');
INSERT INTO "payment_method" VALUES(2,'M2',2,'card','nsf',1,'active',NULL,NULL,'active');
INSERT INTO "payment_method" VALUES(3,'M3',3,'card','timeout-charged',1,'active',NULL,NULL,'active');
INSERT INTO "payment_method" VALUES(4,'M4a',4,'sandbox','closed',1,'suspended','account_closed','2026-09-21T01:00:00.000Z','active');
INSERT INTO "payment_method" VALUES(5,'M4b',4,'card','ok+id:4',2,'active',NULL,NULL,'active');
INSERT INTO "payment_method" VALUES(6,'M5',5,'card','nsf+id:5',1,'active',NULL,NULL,'active');
INSERT INTO "payment_method" VALUES(7,'M6',6,'card','ok+id:6',1,'active',NULL,NULL,'active');
CREATE TABLE pruned_tally (
    job      text    not null,
    name     text    not null,
    currency text    not null,                  -- '' for a plain count
    value    integer not null,
    primary key (job, name, currency)
) strict, without rowid;
CREATE TABLE run_error (
    run_error_id integer not null primary key autoincrement,
    run_id       integer not null references job_run (run_id),
    code         text    not null,
    subject      text    not null,              -- what it is about: an installment, an order number, a message
    detail       text,
    recorded_at  text    not null
) strict;
INSERT INTO "run_error" VALUES(1,9,'rejected','order 01a0c17a1a8079f28e256ec24f57ec05','card says the request is wrong: http 422','2026-09-21T01:00:00.000Z');
INSERT INTO "run_error" VALUES(2,14,'rejected','order 01a0c6a07680709aab247797d84d4971','card says the request is wrong: http 422','2026-09-22T01:00:00.000Z');
CREATE TABLE run_slice (
    run_id     integer not null references job_run (run_id),
    number     integer not null,
    from_key   integer not null,
    to_key     integer not null,
    done_to    integer not null,                -- every key up to this one is done
    state      text    not null,                -- open, done, left (the run ended before it was done)
    owner      text,
    fence      integer not null,                -- grows with every lease: a worker that lost its lease can't write
    expires_at text,
    primary key (run_id, number)
) strict, without rowid;
INSERT INTO "run_slice" VALUES(1,1,0,5,5,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(2,1,0,5,5,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(3,1,0,7,7,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(4,1,0,2,2,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(5,1,0,2,2,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(6,1,0,4,4,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(7,1,0,2,2,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(8,1,0,10,10,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(9,1,0,4,4,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(10,1,0,6,6,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(11,1,0,6,6,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(12,1,0,2,2,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(13,1,0,7,7,'done',NULL,1,NULL);
INSERT INTO "run_slice" VALUES(14,1,0,6,6,'done',NULL,1,NULL);
CREATE TABLE run_tally (
    run_id   integer not null references job_run (run_id),
    slice    integer not null,
    name     text    not null,
    currency text    not null,                  -- '' for a plain count
    value    integer not null,
    primary key (run_id, slice, name, currency)
) strict, without rowid;
INSERT INTO "run_tally" VALUES(1,1,'overdue','',1);
INSERT INTO "run_tally" VALUES(2,1,'posted','',1);
INSERT INTO "run_tally" VALUES(2,1,'posted','CNY',76);
INSERT INTO "run_tally" VALUES(3,1,'dueSoon','',2);
INSERT INTO "run_tally" VALUES(3,1,'dueSoon','CNY',67460);
INSERT INTO "run_tally" VALUES(4,1,'candidates','',1);
INSERT INTO "run_tally" VALUES(4,1,'declinedSoft','',1);
INSERT INTO "run_tally" VALUES(4,1,'declinedSoft','CNY',17076);
INSERT INTO "run_tally" VALUES(5,1,'sent','',2);
INSERT INTO "run_tally" VALUES(6,1,'due','',2);
INSERT INTO "run_tally" VALUES(7,1,'posted','',1);
INSERT INTO "run_tally" VALUES(7,1,'posted','CNY',9);
INSERT INTO "run_tally" VALUES(8,1,'dueSoon','',2);
INSERT INTO "run_tally" VALUES(8,1,'dueSoon','CNY',99500);
INSERT INTO "run_tally" VALUES(9,1,'candidates','',3);
INSERT INTO "run_tally" VALUES(9,1,'debited','',1);
INSERT INTO "run_tally" VALUES(9,1,'debited','CNY',33730);
INSERT INTO "run_tally" VALUES(9,1,'declinedHard','',1);
INSERT INTO "run_tally" VALUES(9,1,'declinedHard','CNY',33730);
INSERT INTO "run_tally" VALUES(9,1,'errors','',1);
INSERT INTO "run_tally" VALUES(9,1,'notToday','',1);
INSERT INTO "run_tally" VALUES(9,1,'rejected','',1);
INSERT INTO "run_tally" VALUES(9,1,'rejected','CNY',33730);
INSERT INTO "run_tally" VALUES(10,1,'sent','',4);
INSERT INTO "run_tally" VALUES(11,1,'due','',2);
INSERT INTO "run_tally" VALUES(12,1,'posted','',1);
INSERT INTO "run_tally" VALUES(12,1,'posted','CNY',9);
INSERT INTO "run_tally" VALUES(13,1,'overdue','',1);
INSERT INTO "run_tally" VALUES(13,1,'overdue','CNY',33730);
INSERT INTO "run_tally" VALUES(14,1,'candidates','',4);
INSERT INTO "run_tally" VALUES(14,1,'errors','',1);
INSERT INTO "run_tally" VALUES(14,1,'inDoubt','',1);
INSERT INTO "run_tally" VALUES(14,1,'inDoubt','CNY',49500);
INSERT INTO "run_tally" VALUES(14,1,'notToday','',1);
INSERT INTO "run_tally" VALUES(14,1,'onHold','',1);
INSERT INTO "run_tally" VALUES(14,1,'rejected','',1);
INSERT INTO "run_tally" VALUES(14,1,'rejected','CNY',33730);
CREATE TABLE schema_migration (
    version    integer not null primary key,
    name       text    not null,
    checksum   text    not null,
    applied_at text    not null
) strict;
INSERT INTO "schema_migration" VALUES(1,'book','8e0df18d74241c96bc26ebe88e0e589ca0a7c1f7fc1976c0be155f1f0ee594fb','2026-11-27T16:44:51.288Z');
INSERT INTO "schema_migration" VALUES(2,'ledger','9ebfe1807550961fc687c74a5e0ba9951d742f5ab50815f27c9aaf84a261eccc','2026-11-27T16:44:51.366Z');
INSERT INTO "schema_migration" VALUES(3,'runs','5838dd4fc6f8b09e65a3da531659377123c03e1e88b2ce0f3c1d2fbd6d36f82b','2026-11-27T16:44:51.374Z');
INSERT INTO "schema_migration" VALUES(4,'messages_and_levers','3de7172146a75f5852117e963fe11b56552e5176ad95aa5fe9dc2af7f0234d06','2026-11-27T16:44:51.375Z');
INSERT INTO "schema_migration" VALUES(5,'import','0e736519e581f0e7ae10f107e2fb69b76ed440c34d9873df21885cab786c9954','2026-11-27T16:44:51.386Z');
INSERT INTO "schema_migration" VALUES(6,'pruned_tallies','0f48115265314c128dcb8d7ab3e8f8d602cfdf4ddd6ee85c2d6a577686b9fc71','2026-11-27T16:44:51.393Z');
INSERT INTO "schema_migration" VALUES(7,'ops_site','edd365d2d51c6675f9e866c7b9d82fc3fbe456295c613be3c780c7d2e089f5a8','2026-11-27T16:44:51.401Z');
CREATE INDEX payment_method_by_customer on payment_method (customer_id);
CREATE INDEX installment_plan_by_customer on installment_plan (customer_id);
CREATE INDEX installment_by_status_and_due_date on installment (status, rolled_due_on, plan_id);
CREATE INDEX ledger_entry_by_plan on ledger_entry (plan_id);
CREATE TRIGGER ledger_entry_is_never_changed before update on ledger_entry
begin
    select raise(abort, 'a ledger entry is never changed: enter a correction');
end;
CREATE TRIGGER ledger_entry_is_never_deleted before delete on ledger_entry
begin
    select raise(abort, 'a ledger entry is never deleted: enter a correction');
end;
CREATE INDEX debit_attempt_by_installment on debit_attempt (installment_id);
CREATE INDEX debit_attempt_by_method on debit_attempt (payment_method_id, sent_at);
CREATE INDEX open_debit_by_next_ask on open_debit (next_ask_at);
CREATE INDEX job_run_by_job_and_state on job_run (job, state, business_date);
CREATE INDEX job_run_by_job on job_run (job, run_id);
CREATE INDEX run_error_by_run on run_error (run_id);
CREATE TRIGGER audit_entry_is_never_changed before update on audit_entry
begin
    select raise(abort, 'the audit log is never changed');
end;
CREATE TRIGGER audit_entry_is_never_deleted before delete on audit_entry
begin
    select raise(abort, 'the audit log is never deleted');
end;
CREATE INDEX message_by_next_try on message (next_try_at) where next_try_at is not null;
CREATE INDEX account_hold_by_customer on account_hold (customer_id);
CREATE INDEX account_hold_by_plan on account_hold (plan_id);
CREATE INDEX import_payment_by_ref on import_payment (payment_ref);
CREATE INDEX installment_by_due_date on installment (rolled_due_on, status, plan_id, principal, interest);
CREATE INDEX ledger_entry_payment_by_installment on ledger_entry (installment_id, effective_on, amount, kind) where kind = 'payment';
CREATE INDEX ledger_entry_by_reversed on ledger_entry (reverses_entry_id) where reverses_entry_id is not null;
CREATE INDEX debit_attempt_by_business_date on debit_attempt (business_date, run_id, state, currency, amount);
CREATE INDEX message_by_customer on message (customer_id);
CREATE INDEX audit_entry_by_subject on audit_entry (subject);
CREATE INDEX job_run_by_business_date on job_run (business_date, run_id);
CREATE INDEX audit_entry_by_action on audit_entry (action, audit_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('customer',6);
INSERT INTO "sqlite_sequence" VALUES('payment_method',7);
INSERT INTO "sqlite_sequence" VALUES('installment_plan',6);
INSERT INTO "sqlite_sequence" VALUES('installment',10);
INSERT INTO "sqlite_sequence" VALUES('ledger_entry',6);
INSERT INTO "sqlite_sequence" VALUES('audit_entry',18);
INSERT INTO "sqlite_sequence" VALUES('job_run',14);
INSERT INTO "sqlite_sequence" VALUES('message',7);
INSERT INTO "sqlite_sequence" VALUES('run_error',2);
INSERT INTO "sqlite_sequence" VALUES('account_hold',1);
COMMIT;
