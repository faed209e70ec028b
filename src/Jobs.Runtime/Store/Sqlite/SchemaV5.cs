namespace Jobs.Store;

/// <summary>Version 5 of the schema: a long journal costs an entry no more than a short one.</summary>
internal static class SchemaV5
{
    /// <summary>The statements, from version 4.</summary>
    public const string Sql = """
        -- What journaled members changed. Numbers of a job are contiguous; the newest base is where a resume begins. With rowids, because
        -- the rows are large: a table without them keeps rows in its inner pages as well, where four of these have room, so that a journal
        -- of some ten thousand was seven pages high, and an entry that split them wrote two dozen.
        ALTER TABLE journal RENAME TO journal_4;
        CREATE TABLE journal(
            job_id  INTEGER NOT NULL,
            seq     INTEGER NOT NULL,
            is_base INTEGER NOT NULL,
            body    TEXT NOT NULL
        );
        INSERT INTO journal (job_id, seq, is_base, body) SELECT job_id, seq, is_base, body FROM journal_4 ORDER BY job_id, seq;
        DROP TABLE journal_4;
        -- A job's entries; and no number is stored twice.
        CREATE UNIQUE INDEX journal_entry ON journal(job_id, seq);
        """;
}
