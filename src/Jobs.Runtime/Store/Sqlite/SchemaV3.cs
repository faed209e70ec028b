namespace Jobs.Store;

/// <summary>Version 3 of the schema: a job that ended badly keeps what it takes to run it again.</summary>
internal static class SchemaV3
{
    /// <summary>The statements, from version 2.</summary>
    public const string Sql = """
        -- The initial items of journaled members, '' for none: the journal itself is folded, and who begins a job anew needs them.
        -- NULL in rows of before, of which nobody knows whether they had any.
        ALTER TABLE payload ADD COLUMN journal TEXT;
        -- What the submit said, for the job that runs an ended one again. NULL for what has completed.
        ALTER TABLE history ADD COLUMN timeout_ms INTEGER;
        ALTER TABLE history ADD COLUMN retry TEXT;

        -- A job that runs an ended one again. The row goes with the history of the job that it is about, not of the one before.
        CREATE TABLE job_retry(
            job_id    INTEGER PRIMARY KEY,
            of_id     INTEGER NOT NULL,                 -- the ended job
            origin_id INTEGER NOT NULL                  -- the job whose idempotency keys its tasks carry
        );
        -- What an ended job was retried as: once at most.
        CREATE UNIQUE INDEX job_retry_of ON job_retry(of_id);

        -- A child that a retried job took over: it is of another tree, and its history must outlive the job that may ask for it.
        ALTER TABLE child_key ADD COLUMN is_adopted INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX child_key_adopted ON child_key(child_id) WHERE is_adopted = 1;
        """;
}
