namespace Jobs.Store;

/// <summary>Version 2 of the schema: what other processes ask for is known again when it is asked twice.</summary>
internal static class SchemaV2
{
    /// <summary>The statements, from version 1.</summary>
    public const string Sql = """
        -- Commands that came with a token: whoever lost the answer asks again, and is told the first one.
        CREATE TABLE command(
            token  TEXT PRIMARY KEY,
            answer INTEGER NOT NULL,
            at     INTEGER NOT NULL
        ) WITHOUT ROWID;
        -- Retention: the oldest first.
        CREATE INDEX command_at ON command(at);
        """;
}
