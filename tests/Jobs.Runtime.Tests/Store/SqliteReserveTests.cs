using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>The room that a store holds back for a full volume. What it is good for is in Jobs.Crash.Tests, on real volumes.</summary>
public sealed class SqliteReserveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private long _length; // The file's, when a test last looked.

    private string FilePath => _folder.File("jobs.db");

    private FileInfo Reserve => new(FilePath + "-reserve");

    [Fact]
    public void Open_HoldsRoomBack_AndAClosedStoreKeepsIt()
    {
        using (var db = Open())
        {
            Assert.Equal(SqliteStoreOptions.Default.ReserveBytes, Reserve.Length);
            db.Store.Close();
        }

        Assert.True(Reserve.Exists);
    }

    [Fact]
    public void Open_WithoutAReserve_MakesNone()
    {
        using var db = Open(bytes: 0);
        Assert.False(Reserve.Exists);
        Assert.False(db.Store.ReleaseReserve());
        Assert.True(db.Store.RestoreReserve());
    }

    [Fact]
    public void Release_GivesTheRoomUpOnce_AndRestoreTakesItBack()
    {
        using var db = Open();
        Assert.True(db.Store.ReleaseReserve());
        Assert.False(Reserve.Exists);
        Assert.False(db.Store.ReleaseReserve());
        Assert.True(db.Store.RestoreReserve());
        Assert.Equal(SqliteStoreOptions.Default.ReserveBytes, Reserve.Length);
    }

    [Fact]
    public void Release_KeepsTheWalFromBeingFolded_WhichWouldTakeTheRoom()
    {
        var free = 0L;
        using var db = Open(free: () => free, walPagesWhenQuiet: 10);
        Assert.False(db.Store.ReleaseReserve()); // None could be made: nothing was given, and folding goes on.
        Commit();
        db.Maintain();
        Assert.True(FileGrew());

        free = long.MaxValue;
        Assert.True(db.Store.RestoreReserve());
        Assert.True(db.Store.ReleaseReserve());
        free = 0;
        Commit();
        db.Maintain();
        Assert.False(FileGrew());

        free = long.MaxValue;
        Assert.True(db.Store.RestoreReserve());
        db.Maintain();
        Assert.True(FileGrew());

        void Commit() => db.Commit(db.NewJob(input: new byte[100_000]));

        bool FileGrew()
        {
            var (before, now) = (_length, new FileInfo(FilePath).Length);
            _length = now;
            return now > before;
        }
    }

    [Fact]
    public void Reserve_ThatACrashLeftHalfMade_IsMadeWhole()
    {
        File.WriteAllBytes(Reserve.FullName, new byte[1000]);
        using var db = Open();
        Assert.Equal(SqliteStoreOptions.Default.ReserveBytes, Reserve.Length);
    }

    [Fact]
    public void Reserve_ThatSomebodyRemoved_IsMadeAgainByMaintenance()
    {
        using var db = Open();
        Reserve.Delete();
        db.Now += StoreLimits.Default.RetentionInterval;
        db.Maintain();
        Assert.True(Reserve.Exists);
    }

    [Fact]
    public void Reserve_ForWhichTheVolumeHasNoRoom_IsWarnedOf_AndTheStoreWorks()
    {
        // More than any volume has twice over.
        using var db = Open(bytes: int.MaxValue, free: () => 3L * int.MaxValue / 2);
        Assert.False(Reserve.Exists);
        Assert.Contains(FilePath, db.Store.TakeWarning());
        db.SubmitJob();
    }

    public void Dispose() => _folder.Dispose();

    private StoreDriver Open(int? bytes = null, Func<long>? free = null, int walPagesWhenQuiet = 1000) => new(new SqliteStore(
        FilePath,
        TimeProvider.System,
        new SqliteStoreOptions { ReserveBytes = bytes ?? SqliteStoreOptions.Default.ReserveBytes, FreeBytes = free, WalPagesWhenQuiet = walPagesWhenQuiet }));
}
