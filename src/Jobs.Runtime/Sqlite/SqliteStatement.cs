using System.Runtime.CompilerServices;
using System.Text;
using SQLitePCL;

namespace Jobs.Sqlite;

/// <summary>
/// A prepared statement: bind, run or step, and it is ready for the next use. Parameters count from 1, columns from 0, as
/// in SQLite. Nothing is allocated but what a caller asks for as an object.
/// </summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle, string sql) : IDisposable
{
    private const int StackBytesMax = 512;

    // What is bound now. SQLite keeps it over a reset, and most of a row is as in the row before: a bind that is spared is
    // a call into native code that does not count its handle in and out.
    private readonly Bound[] _bound = new Bound[raw.sqlite3_bind_parameter_count(handle) + 1];
    private readonly long[] _numbers = new long[raw.sqlite3_bind_parameter_count(handle) + 1];

    private enum Bound : byte
    {
        Null, // As SQLite begins.
        Number,
        Bytes,
    }

    /// <summary>Binds a number.</summary>
    public SqliteStatement Bind(int index, long value)
    {
        if (_bound[index] == Bound.Number && _numbers[index] == value) return this;
        Check(raw.sqlite3_bind_int64(handle, index, value));
        _bound[index] = Bound.Number;
        _numbers[index] = value;
        return this;
    }

    /// <summary>Binds a number or NULL.</summary>
    public SqliteStatement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    /// <summary>Binds a text or NULL.</summary>
    [SkipLocalsInit]
    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null) return BindNull(index);
        if (value.Length > StackBytesMax / 3) return BindText(index, Encoding.UTF8.GetBytes(value));

        Span<byte> bytes = stackalloc byte[StackBytesMax];
        return BindText(index, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    /// <summary>Binds UTF-8 bytes as text, so that a person and json_extract can read them.</summary>
    public SqliteStatement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        _bound[index] = Bound.Bytes;
        // An empty span has no address, which SQLite would take for NULL.
        Check(utf8.IsEmpty ? raw.sqlite3_bind_text(handle, index, "") : raw.sqlite3_bind_text(handle, index, utf8));
        return this;
    }

    /// <summary>Binds UTF-8 bytes as text, or NULL.</summary>
    public SqliteStatement BindTextOrNull(int index, byte[]? utf8) => utf8 is null ? BindNull(index) : BindText(index, utf8);

    /// <summary>Binds bytes.</summary>
    public SqliteStatement BindBytes(int index, ReadOnlySpan<byte> bytes)
    {
        _bound[index] = Bound.Bytes;
        Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, index, 0) : raw.sqlite3_bind_blob(handle, index, bytes));
        return this;
    }

    /// <summary>Binds NULL.</summary>
    public SqliteStatement BindNull(int index)
    {
        if (_bound[index] == Bound.Null) return this;
        Check(raw.sqlite3_bind_null(handle, index));
        _bound[index] = Bound.Null;
        return this;
    }

    /// <summary>Runs to its end.</summary>
    /// <exception cref="SqliteFailure">It failed; it has no effect.</exception>
    public void Run()
    {
        database.Failpoint?.Before(database, sql);
        var code = raw.sqlite3_step(handle);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Fail();
        raw.sqlite3_reset(handle);
        database.Failpoint?.After(database, sql);
    }

    /// <summary>Runs to its end past all its rows, as a pragma may give some.</summary>
    public void RunThrough()
    {
        while (Step())
        {
        }

        database.Failpoint?.After(database, sql);
    }

    /// <summary>Runs to its end, and tells how many rows it changed.</summary>
    public int RunCounted()
    {
        Run();
        return database.Changes;
    }

    /// <summary>Goes to the next row. False at the end, where the statement is ready for its next use.</summary>
    public bool Step()
    {
        database.Failpoint?.Before(database, sql);
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) Fail();
        raw.sqlite3_reset(handle);
        return false;
    }

    /// <summary>Leaves the remaining rows. Needed after a <see cref="Step"/> that returned true: an open row holds a snapshot.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    /// <summary>A column as a number.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>A column as a number, or null.</summary>
    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    /// <summary>A column as a truth value.</summary>
    public bool Flag(int column) => raw.sqlite3_column_int64(handle, column) != 0;

    /// <summary>A column as text, or null.</summary>
    public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>A column's bytes; valid until the next step.</summary>
    public ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>A copy of a column's bytes.</summary>
    public byte[] Bytes(int column) => Span(column).ToArray();

    /// <summary>A copy of a column's bytes, or null.</summary>
    public byte[]? BytesOrNull(int column) => IsNull(column) ? null : Bytes(column);

    /// <summary>Whether a column is NULL.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    /// <summary>Whether a column holds a whole number, and not something that is read as one.</summary>
    public bool IsWhole(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_INTEGER;

    /// <summary>Finalizes the statement.</summary>
    public void Dispose() => handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) Fail();
    }

    private void Fail()
    {
        // Before the reset, which keeps the code but may lose the message.
        var failure = database.Failure();
        raw.sqlite3_reset(handle);
        throw failure;
    }
}
