namespace Jobs.Store;

/// <summary>
/// Version 1 of the schema. Released: never edited, only followed by a next version. Explained table by table in
/// docs/store.md. Written for SQLite 3.35: no STRICT, no -&gt;, no unixepoch().
/// </summary>
internal static class SchemaV1
{
    /// <summary>The statements, from an empty file.</summary>
    public const string Sql = """
        -- One row: who owns the file and how far it got. Updated by every batch, so nothing needs reserving in blocks.
        CREATE TABLE meta(
            id            INTEGER PRIMARY KEY CHECK (id = 1),
            epoch         INTEGER NOT NULL,             -- raised by every owner; a commit of an older one is refused
            sequence      INTEGER NOT NULL,             -- the last batch of this epoch
            id_high_water INTEGER NOT NULL,             -- no id at or below it is made again
            is_clean      INTEGER NOT NULL
        );
        INSERT INTO meta VALUES (1, 0, 0, 0, 1);

        -- One row at most: what may run until the next commit. The suspects of a crash.
        CREATE TABLE start_mark(
            id    INTEGER PRIMARY KEY CHECK (id = 1),
            alone INTEGER NOT NULL,
            jobs  BLOB NOT NULL                         -- ids, 8 bytes each, little endian
        );

        CREATE TABLE kind(
            id   INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        );

        -- Jobs by status, kept and not counted.
        CREATE TABLE counter(
            status INTEGER PRIMARY KEY,
            n      INTEGER NOT NULL
        );

        -- Active jobs: narrow, because dispatch and recovery read it. Times are Unix milliseconds.
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
        -- The ready window: lowest rank first.
        CREATE INDEX job_ready ON job(rank) WHERE (status = 3 AND is_paused = 0) OR is_cancel_requested = 1;
        -- The scheduled window: earliest due time first.
        CREATE INDEX job_due ON job(due_at) WHERE status IN (2, 6) AND is_paused = 0 AND is_cancel_requested = 0;
        -- Submit: is this key active in its kind?
        CREATE UNIQUE INDEX job_key ON job(kind, key) WHERE key IS NOT NULL;
        -- Submit: was this token seen?
        CREATE UNIQUE INDEX job_token ON job(token) WHERE token IS NOT NULL;
        -- Commands: the active rows of a tree.
        CREATE INDEX job_tree ON job(root_id) WHERE parent_id <> 0;
        -- Lists of children.
        CREATE INDEX job_parent ON job(parent_id) WHERE parent_id <> 0;

        CREATE TABLE payload(
            job_id INTEGER PRIMARY KEY,
            state  TEXT NOT NULL,                       -- the initial state
            input  TEXT NOT NULL
        );

        CREATE TABLE checkpoint(
            job_id  INTEGER PRIMARY KEY,
            version INTEGER NOT NULL,
            state   TEXT NOT NULL
        );

        -- What journaled members changed. Numbers of a job are contiguous, and start at a base.
        CREATE TABLE journal(
            job_id  INTEGER NOT NULL,
            seq     INTEGER NOT NULL,
            is_base INTEGER NOT NULL,
            body    TEXT NOT NULL,
            PRIMARY KEY (job_id, seq)
        ) WITHOUT ROWID;

        CREATE TABLE task_result(
            id         INTEGER PRIMARY KEY,
            job_id     INTEGER NOT NULL,
            identity   BLOB NOT NULL,                   -- 16 bytes
            is_faulted INTEGER NOT NULL,
            is_covered INTEGER NOT NULL,                -- a checkpoint holds what the job made of it
            arguments  TEXT NOT NULL,
            body       TEXT NOT NULL                    -- the result, or the error
        );
        -- A resumed job's keys; and no identity is stored twice.
        CREATE UNIQUE INDEX task_result_identity ON task_result(job_id, identity);

        CREATE TABLE child_key(
            parent_id INTEGER NOT NULL,
            key       TEXT NOT NULL,
            child_id  INTEGER NOT NULL,
            PRIMARY KEY (parent_id, key)
        ) WITHOUT ROWID;

        CREATE TABLE sleep(
            job_id INTEGER NOT NULL,
            key    TEXT NOT NULL,
            due_at INTEGER NOT NULL,
            PRIMARY KEY (job_id, key)
        ) WITHOUT ROWID;

        -- The tables from here on serve active and ended jobs alike, and are emptied with history.
        CREATE TABLE tag(
            job_id INTEGER NOT NULL,
            name   TEXT NOT NULL,
            value  TEXT NOT NULL,
            PRIMARY KEY (job_id, name)
        ) WITHOUT ROWID;
        -- Lists by tag.
        CREATE INDEX tag_value ON tag(name, value, job_id);

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

        -- Ended jobs, under the id that they always had. Read in the order of ids, by lists and by retention, so no index on
        -- the time of the end is kept. The result comes last: whoever does not want it does not read its pages.
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
        );
        -- Submit: was this token seen?
        CREATE INDEX history_token ON history(token) WHERE token IS NOT NULL;
        -- Lists of what did not go well, newest first. Completions, the many, are left out.
        CREATE INDEX history_status ON history(status) WHERE status <> 10;
        -- Lists of children.
        CREATE INDEX history_parent ON history(parent_id) WHERE parent_id <> 0;
        """;
}
