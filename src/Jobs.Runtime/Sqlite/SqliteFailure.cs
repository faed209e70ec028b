using SQLitePCL;

namespace Jobs.Sqlite;

/// <summary>An error of SQLite. Never leaves the store: it becomes an answer, or a message that says what to do.</summary>
internal sealed class SqliteFailure : Exception
{
    public SqliteFailure(int extendedCode, string message)
        : base($"{message} (SQLite {extendedCode})")
    {
        ExtendedCode = extendedCode;
        Kind = Classify(extendedCode & 0xFF);
    }

    /// <summary>The extended result code.</summary>
    public int ExtendedCode { get; }

    /// <summary>What it means.</summary>
    public SqliteErrorKind Kind { get; }

    private static SqliteErrorKind Classify(int code) => code switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => SqliteErrorKind.Busy,
        raw.SQLITE_FULL => SqliteErrorKind.Full,
        raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH => SqliteErrorKind.Value,
        raw.SQLITE_CORRUPT => SqliteErrorKind.Corrupt,
        raw.SQLITE_NOTADB => SqliteErrorKind.NotADatabase,
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => SqliteErrorKind.ReadOnly,
        raw.SQLITE_CANTOPEN => SqliteErrorKind.CannotOpen,
        raw.SQLITE_IOERR => SqliteErrorKind.Io,
        raw.SQLITE_NOMEM => SqliteErrorKind.NoMemory,
        _ => SqliteErrorKind.Other,
    };
}
