namespace Jobs.Store;

/// <summary>Version 4 of the schema: a command to a large tree is one small commit, and its rows are swept after it.</summary>
internal static class SchemaV4
{
    /// <summary>The statements, from version 3.</summary>
    public const string Sql = """
        -- Commands whose tree has rows that do not carry them yet. They hold for those rows all the same: whoever reads the flags of a
        -- job lays these over them, in the order of their numbers. Nearly always empty.
        CREATE TABLE tree_command(
            number    INTEGER PRIMARY KEY,
            root_id   INTEGER NOT NULL,
            target_id INTEGER NOT NULL,                 -- the job that was told; it is about that one and all below it
            command   INTEGER NOT NULL,                 -- 0 Cancel, 1 Pause, 2 Resume
            swept_to  INTEGER NOT NULL                  -- rows of the tree up to this id carry it
        );
        """;
}
