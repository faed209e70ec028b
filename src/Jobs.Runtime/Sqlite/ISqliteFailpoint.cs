namespace Jobs.Sqlite;

/// <summary>
/// Asked around each step of each statement, so that a test can have any of them fail, or end the process there. No host has
/// one: what is left of it then is a comparison with null. Called on the thread that uses the connection.
/// </summary>
internal interface ISqliteFailpoint
{
    /// <summary>Comes before the text of a statement that is being prepared.</summary>
    public const string Preparing = "PREPARE ";

    /// <summary>Stands for a WAL checkpoint that waits for nobody.</summary>
    public const string Folding = "WAL CHECKPOINT PASSIVE";

    /// <summary>Stands for a WAL checkpoint that empties the WAL.</summary>
    public const string Emptying = "WAL CHECKPOINT TRUNCATE";

    /// <summary>Before a step, which a <see cref="SqliteFailure"/> from here keeps from being taken.</summary>
    void Before(SqliteDatabase database, string sql);

    /// <summary>After a statement that ran to its end, or a WAL checkpoint. A <see cref="SqliteFailure"/> from here hides that it did.</summary>
    void After(SqliteDatabase database, string sql);
}
