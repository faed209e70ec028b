using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>A WAL that readers keep from being used again: it is told of, and emptied once they let it.</summary>
public sealed class SqliteWalTests : IDisposable
{
    private const int PageBytes = 4096 + 24; // With its header in the WAL.

    private static readonly SqliteStoreOptions Small = new()
    {
        WalPagesWhenQuiet = 10, WalPagesMax = 20, WalPagesPinned = 100, WalPinnedWait = TimeSpan.Zero,
    };

    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File("jobs.db");

    private long PagesInWal => new FileInfo(FilePath + "-wal").Length / PageBytes;

    [Fact]
    public void WhileAReaderPinsIt_IsToldOnce_AndAgainWhenItHasDoubled()
    {
        using var db = Open();
        using var reader = Read();
        var told = new List<string>();
        for (var i = 0; i < 140; i++)
        {
            Grow(db);
            if (db.Store.TakeWarning() is not { } warning) continue;
            told.Add(warning);
            Assert.True(PagesInWal > Small.WalPagesPinned * told.Count);
        }

        Assert.InRange(told.Count, 2, 5); // 140 commits of some 10 pages each: 100, 200, 400, 800, and it may be 1,600
        Assert.All(told, w => Assert.Contains($"'{FilePath}-wal'", w));
        Assert.All(told, w => Assert.Contains("Close it", w));
        Assert.Equal(1, reader.QueryNumber("SELECT count(*) FROM job"));
    }

    [Fact]
    public void OfProcessesThatDieBeforeTheyFoldIt_DoesNotGrowFromLifeToLife()
    {
        const int Lives = 30;
        Open().Dispose();
        using var stranger = SqliteDatabase.Open(FilePath, SqliteAccess.ReadOnly, TimeSpan.Zero); // Else the last to close it folds it, which a kill does not.
        stranger.LeaveWalOnClose();
        Assert.Equal(1, stranger.QueryNumber("SELECT count(*) FROM job"));
        for (var life = 0; life < Lives; life++)
        {
            using var dying = Open();
            Grow(dying); // Some 10 pages: no life alone comes to the bound.
        }

        Assert.InRange(PagesInWal, 1, 5 * Small.WalPagesMax);
        Assert.Equal(1 + (2 * Lives), stranger.QueryNumber("SELECT count(*) FROM job"));
    }

    [Fact]
    public void OnceItsReaderHasGone_IsEmptiedUnderLoad()
    {
        using var db = Open();
        var reader = Read();
        while (db.Store.TakeWarning() is null) Grow(db);
        reader.RollBack();
        reader.Dispose();
        var largest = PagesInWal;
        for (var i = 0; i < 10 && PagesInWal >= Small.WalPagesPinned; i++) Grow(db);
        Assert.InRange(PagesInWal, 0, Small.WalPagesPinned - 1);
        Assert.True(largest > Small.WalPagesPinned);
        Assert.Null(db.Store.TakeWarning());
    }

    [Fact]
    public void OnceItsReaderHasGone_IsEmptiedInTheNextQuietMoment()
    {
        using var db = Open();
        var reader = Read();
        while (db.Store.TakeWarning() is null) Grow(db);
        db.Maintain();
        Assert.True(PagesInWal > Small.WalPagesPinned);
        reader.RollBack();
        reader.Dispose();
        db.Maintain();
        Assert.Equal(0, PagesInWal);
    }

    public void Dispose() => _folder.Dispose();

    private static void Grow(StoreDriver db) => db.Commit(db.NewJob(input: new byte[20_000]));

    private StoreDriver Open()
    {
        var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System, Small));
        db.SubmitJob();
        return db;
    }

    /// <summary>A read that stays open, of what is there now.</summary>
    private SqliteDatabase Read()
    {
        var reader = SqliteDatabase.Open(FilePath, SqliteAccess.ReadOnly, TimeSpan.Zero);
        reader.LeaveWalOnClose();
        reader.Execute("BEGIN");
        reader.QueryNumber("SELECT count(*) FROM job");
        return reader;
    }
}
