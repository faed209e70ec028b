using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>The contract, in a real file; every test leaves one that SQLite itself finds sound.</summary>
public sealed class SqliteStoreTests : StoreContract
{
    private readonly TemporaryFolder _folder = new();

    internal override IJobStore CreateStore(StoreLimits limits) =>
        new SqliteStore(_folder.File("jobs.db"), TimeProvider.System, new SqliteStoreOptions { Limits = limits });

    public override void Dispose()
    {
        base.Dispose();
        using (var database = SqliteDatabase.Open(_folder.File("jobs.db"), SqliteAccess.ReadWrite, TimeSpan.Zero))
        {
            Assert.Equal("ok", database.QueryText("PRAGMA integrity_check"));
        }

        _folder.Dispose();
    }
}
