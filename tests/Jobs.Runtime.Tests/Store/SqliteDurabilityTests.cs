using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

public sealed class SqliteDurabilityTests : IDisposable
{
    private const long Normal = 1;
    private const long Full = 2;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Commit_IsFlushedToTheDisk_WhenItsAcknowledgementPromisesThat()
    {
        var store = new SqliteStore(_folder.File("jobs.db"), TimeProvider.System, new SqliteStoreOptions());
        using var db = new StoreDriver(store);
        foreach (var (durability, synchronous) in new[] { (Durability.Committed, Normal), (Durability.Flushed, Full), (Durability.Committed, Normal), (Durability.Flushed, Full) })
        {
            db.Durability = durability;
            db.SubmitJob();
            Assert.Equal(synchronous, store.Synchronous);
        }
    }

    public void Dispose() => _folder.Dispose();
}
