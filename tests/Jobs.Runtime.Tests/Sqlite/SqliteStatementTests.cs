using Jobs.Runtime.Tests.Store;
using Jobs.Sqlite;

namespace Jobs.Runtime.Tests.Sqlite;

public sealed class SqliteStatementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteStatementTests()
    {
        _database = SqliteDatabase.Open(_folder.File("any.db"), SqliteAccess.ReadWriteCreate, TimeSpan.Zero);
        _database.Execute("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("zażółć 日本 😀")]
    public void Text_ComesBackAsItWas(string text)
    {
        foreach (var value in new[] { text, string.Concat(Enumerable.Repeat(text, 400)) })
        {
            using var select = _database.PrepareOnce("SELECT ?1, typeof(?1)");
            Assert.True(select.Bind(1, value).Step());
            Assert.Equal((value, "text"), (select.Text(0), select.Text(1)));
        }
    }

    [Fact]
    public void Empty_IsNotNull_AndNullIs()
    {
        using var select = _database.PrepareOnce("SELECT typeof(?1), typeof(?2), typeof(?3), typeof(?4), typeof(?5), typeof(?6)");
        select.BindText(1, []).BindBytes(2, []).Bind(3, "").Bind(4, (string?)null).BindTextOrNull(5, null).Bind(6, (long?)null);
        Assert.True(select.Step());
        Assert.Equal(["text", "blob", "text", "null", "null", "null"], Enumerable.Range(0, 6).Select(c => select.Text(c)!));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Number_ComesBackAsItWas(long number)
    {
        using var select = _database.PrepareOnce("SELECT ?1, ?2");
        select.Bind(1, number).Bind(2, (long?)number).Step();
        Assert.Equal((number, (long?)number), (select.Number(0), select.NumberOrNull(1)));
    }

    [Fact]
    public void Bind_ReplacesWhatWasBoundBefore_WhateverItWas()
    {
        using var select = _database.PrepareOnce("SELECT coalesce(cast(?1 AS TEXT), 'null')");
        (string Expected, Func<SqliteStatement> Bind)[] binds =
        [
            ("1", () => select.Bind(1, 1)),
            ("2", () => select.Bind(1, 2)),
            ("null", () => select.BindNull(1)),
            ("1", () => select.Bind(1, "1")),
            ("3", () => select.BindBytes(1, "3"u8)),
        ];
        foreach (var first in binds)
        {
            foreach (var second in binds)
            {
                foreach (var (expected, bind) in new[] { first, second, second })
                {
                    bind().Step();
                    var found = select.Text(0);
                    select.Reset();
                    Assert.Equal(expected, found);
                }
            }
        }
    }

    [Fact]
    public void Run_TellsHowManyRowsItChanged()
    {
        using var insert = _database.PrepareOnce("INSERT INTO t VALUES (?1, ?2)");
        using var update = _database.PrepareOnce("UPDATE t SET v = 0 WHERE id >= ?1");
        for (var i = 1; i <= 3; i++) Assert.Equal(1, insert.Bind(1, i).BindNull(2).RunCounted());
        Assert.Equal(2, update.Bind(1, 2).RunCounted());
        Assert.Equal(0, update.Bind(1, 9).RunCounted());
    }

    [Fact]
    public void AFailure_LeavesTheStatementReadyForItsNextUse()
    {
        using var insert = _database.PrepareOnce("INSERT INTO t VALUES (?1, 'x')");
        insert.Bind(1, 1).Run();
        var failure = Assert.Throws<SqliteFailure>(() => insert.Bind(1, 1).Run());
        Assert.Equal(SqliteErrorKind.Value, failure.Kind);
        Assert.Contains("UNIQUE", failure.Message);
        insert.Bind(1, 2).Run();
        Assert.Equal(2, _database.QueryNumber("SELECT count(*) FROM t"));
    }

    [Fact]
    public void AValueBeyondTheLimit_IsItsOwnFault_AndTheTransactionGoesOn()
    {
        _database.LimitValues(1000);
        _database.Execute("BEGIN IMMEDIATE");
        using var insert = _database.PrepareOnce("INSERT INTO t VALUES (?1, ?2)");
        Assert.Equal(SqliteErrorKind.Value, Assert.Throws<SqliteFailure>(() => insert.Bind(1, 1).BindBytes(2, new byte[2000]).Run()).Kind);
        insert.Bind(1, 2).BindBytes(2, new byte[10]).Run();
        _database.Execute("COMMIT");
        Assert.Equal(1, _database.QueryNumber("SELECT count(*) FROM t"));
    }

    [Fact]
    public void RollBack_WithAnOpenRow_EndsTheTransaction()
    {
        _database.Execute("INSERT INTO t VALUES (1, 1), (2, 2)");
        var select = _database.Prepare("SELECT id FROM t");
        _database.Execute("BEGIN");
        Assert.True(select.Step());
        _database.RollBack();
        Assert.True(_database.IsAutocommit);
        _database.RollBack(); // nothing open: nothing happens
        _database.Execute("DROP TABLE t"); // refused while a row is open
    }

    [Fact]
    public void AMistakeInSql_NamesIt()
    {
        var failure = Assert.Throws<SqliteFailure>(() => _database.PrepareOnce("SELECT x FROM nowhere"));
        Assert.Equal(SqliteErrorKind.Other, failure.Kind);
        Assert.Contains("nowhere", failure.Message);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
