using SQLitePCL;

namespace Jobs.Benchmarks.Reference;

/// <summary>A prepared statement through <c>SQLitePCL.raw</c>, with nothing in between.</summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public RawStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, sql, out _statement));
    }

    public RawStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public RawStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    /// <summary>Runs it, and returns the first column of the row that it yields, or 0.</summary>
    public long Run()
    {
        var code = raw.sqlite3_step(_statement);
        var first = code == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : 0;
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) Check(code);
        Check(raw.sqlite3_reset(_statement));
        return first;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite error {code}: {raw.sqlite3_errmsg(_connection).utf8_to_string()}");
    }
}
