-- A store of schema version 3, as a process that died left it: job 4, a retry of job 1, ran alone; 5 is paused with its child 6, and 7 is to be cancelled.
PRAGMA application_id = 1248813683;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE meta(
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    epoch         INTEGER NOT NULL,             -- raised by every owner; a commit of an older one is refused
    sequence      INTEGER NOT NULL,             -- the last batch of this epoch
    id_high_water INTEGER NOT NULL,             -- no id at or below it is made again
    is_clean      INTEGER NOT NULL
);
INSERT INTO meta VALUES(1,1,12,7,0);
CREATE TABLE start_mark(
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    alone INTEGER NOT NULL,
    jobs  BLOB NOT NULL                         -- ids, 8 bytes each, little endian
);
INSERT INTO start_mark VALUES(1,1,X'0400000000000000');
CREATE TABLE kind(
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
INSERT INTO kind VALUES(1,'copy');
INSERT INTO kind VALUES(2,'child');
CREATE TABLE counter(
    status INTEGER PRIMARY KEY,
    n      INTEGER NOT NULL
);
INSERT INTO counter VALUES(3,4);
INSERT INTO counter VALUES(10,1);
INSERT INTO counter VALUES(11,1);
CREATE TABLE job(
    id                  INTEGER PRIMARY KEY,
    kind                INTEGER NOT NULL,
    version             INTEGER NOT NULL,
    status              INTEGER NOT NULL,       -- 1 Blocked, 2 Scheduled, 3 Ready, 6 Sleeping; what runs, only the engine knows
    priority            INTEGER NOT NULL,
    rank                INTEGER NOT NULL,       -- ready time less the priority's lead
    due_at              INTEGER NOT NULL,
    fence               INTEGER NOT NULL,       -- which attempt may write
    failed_attempts     INTEGER NOT NULL,
    crashes             INTEGER NOT NULL,
    is_paused           INTEGER NOT NULL,
    is_cancel_requested INTEGER NOT NULL,
    parent_id           INTEGER NOT NULL,       -- 0 for none
    root_id             INTEGER NOT NULL,
    submitted_at        INTEGER NOT NULL,
    parts               INTEGER NOT NULL,       -- a bit for each side table that has rows of this job
    key                 TEXT,
    token               TEXT,
    timeout_ms          INTEGER,
    retry               TEXT,
    error               TEXT
);
INSERT INTO job VALUES(4,1,1,3,0,0,1777863721000,1,0,0,0,0,0,4,1777863721000,1311,'k',NULL,300000,NULL,NULL);
INSERT INTO job VALUES(5,1,1,3,0,0,1777863721000,1,0,0,1,0,0,5,1777863721000,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO job VALUES(6,2,1,3,0,0,1777863721000,1,0,0,1,0,5,5,1777863721000,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO job VALUES(7,1,1,3,0,0,1777863721000,1,0,0,0,1,0,7,1777863721000,0,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE payload(
    job_id INTEGER PRIMARY KEY,
    state  TEXT NOT NULL,                       -- the initial state
    input  TEXT NOT NULL
, journal TEXT);
INSERT INTO payload VALUES(4,'{"state":0}','{"in":1}','[]');
INSERT INTO payload VALUES(5,'{"state":0}','{"in":1}','');
INSERT INTO payload VALUES(6,'{}','{}','');
INSERT INTO payload VALUES(7,'{"state":0}','{"in":1}','');
CREATE TABLE checkpoint(
    job_id  INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    state   TEXT NOT NULL
);
INSERT INTO checkpoint VALUES(4,2,'{"at":3}');
CREATE TABLE journal(
    job_id  INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    is_base INTEGER NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (job_id, seq)
) WITHOUT ROWID;
INSERT INTO journal VALUES(4,2,1,'[3]');
CREATE TABLE task_result(
    id         INTEGER PRIMARY KEY,
    job_id     INTEGER NOT NULL,
    identity   BLOB NOT NULL,                   -- 16 bytes
    is_faulted INTEGER NOT NULL,
    is_covered INTEGER NOT NULL,                -- a checkpoint holds what the job made of it
    arguments  TEXT NOT NULL,
    body       TEXT NOT NULL                    -- the result, or the error
);
INSERT INTO task_result VALUES(3,4,X'00000000000000090000000000000001',0,1,'[1]','1');
CREATE TABLE child_key(
    parent_id INTEGER NOT NULL,
    key       TEXT NOT NULL,
    child_id  INTEGER NOT NULL, is_adopted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (parent_id, key)
) WITHOUT ROWID;
INSERT INTO child_key VALUES(4,'c',2,1);
CREATE TABLE sleep(
    job_id INTEGER NOT NULL,
    key    TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    PRIMARY KEY (job_id, key)
) WITHOUT ROWID;
INSERT INTO sleep VALUES(4,'s',1777863721000);
CREATE TABLE tag(
    job_id INTEGER NOT NULL,
    name   TEXT NOT NULL,
    value  TEXT NOT NULL,
    PRIMARY KEY (job_id, name)
) WITHOUT ROWID;
CREATE TABLE progress(
    job_id INTEGER PRIMARY KEY,
    body   TEXT NOT NULL
);
CREATE TABLE log(
    job_id INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (job_id, seq)
) WITHOUT ROWID;
CREATE TABLE history(
    id              INTEGER PRIMARY KEY,
    kind            INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    status          INTEGER NOT NULL,
    priority        INTEGER NOT NULL,
    failed_attempts INTEGER NOT NULL,
    crashes         INTEGER NOT NULL,
    parent_id       INTEGER NOT NULL,
    root_id         INTEGER NOT NULL,
    submitted_at    INTEGER NOT NULL,
    due_at          INTEGER NOT NULL,
    started_at      INTEGER,
    finished_at     INTEGER NOT NULL,
    parts           INTEGER NOT NULL,
    key             TEXT,
    token           TEXT,
    error           TEXT,
    result          TEXT
, timeout_ms INTEGER, retry TEXT);
INSERT INTO history VALUES(1,1,1,11,0,0,0,0,1,1777863721000,1777863721000,1777863721000,1777863721000,512,'k',NULL,'{"type":"Boom","message":"It failed.","permanent":true}',NULL,300000,NULL);
INSERT INTO history VALUES(2,2,1,10,0,0,0,1,1,1777863721000,1777863721000,1777863721000,1777863721000,0,NULL,NULL,NULL,'7',NULL,NULL);
CREATE TABLE command(
    token  TEXT PRIMARY KEY,
    answer INTEGER NOT NULL,
    at     INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO command VALUES('asked',1,1777863721000);
CREATE TABLE job_retry(
    job_id    INTEGER PRIMARY KEY,
    of_id     INTEGER NOT NULL,                 -- the ended job
    origin_id INTEGER NOT NULL                  -- the job whose idempotency keys its tasks carry
);
INSERT INTO job_retry VALUES(4,1,1);
CREATE INDEX job_ready ON job(rank) WHERE (status = 3 AND is_paused = 0) OR is_cancel_requested = 1;
CREATE INDEX job_due ON job(due_at) WHERE status IN (2, 6) AND is_paused = 0 AND is_cancel_requested = 0;
CREATE UNIQUE INDEX job_key ON job(kind, key) WHERE key IS NOT NULL;
CREATE UNIQUE INDEX job_token ON job(token) WHERE token IS NOT NULL;
CREATE INDEX job_tree ON job(root_id) WHERE parent_id <> 0;
CREATE INDEX job_parent ON job(parent_id) WHERE parent_id <> 0;
CREATE UNIQUE INDEX task_result_identity ON task_result(job_id, identity);
CREATE INDEX tag_value ON tag(name, value, job_id);
CREATE INDEX history_token ON history(token) WHERE token IS NOT NULL;
CREATE INDEX history_status ON history(status) WHERE status <> 10;
CREATE INDEX history_parent ON history(parent_id) WHERE parent_id <> 0;
CREATE INDEX command_at ON command(at);
CREATE UNIQUE INDEX job_retry_of ON job_retry(of_id);
CREATE INDEX child_key_adopted ON child_key(child_id) WHERE is_adopted = 1;
COMMIT;
