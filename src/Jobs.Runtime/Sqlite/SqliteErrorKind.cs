namespace Jobs.Sqlite;

/// <summary>What an error of SQLite means to its caller.</summary>
internal enum SqliteErrorKind
{
    /// <summary>Another connection holds a lock.</summary>
    Busy,

    /// <summary>No room on the volume, or the file has reached its largest size.</summary>
    Full,

    /// <summary>The value's own fault: a constraint, a size, a type. The statement had no effect; the transaction goes on.</summary>
    Value,

    /// <summary>The file is damaged.</summary>
    Corrupt,

    /// <summary>The file is no SQLite database.</summary>
    NotADatabase,

    /// <summary>The file, or its folder, may not be written.</summary>
    ReadOnly,

    /// <summary>The file cannot be opened.</summary>
    CannotOpen,

    /// <summary>The operating system reported an I/O error.</summary>
    Io,

    /// <summary>No memory could be had.</summary>
    NoMemory,

    /// <summary>Anything else: a mistake of ours.</summary>
    Other,
}
