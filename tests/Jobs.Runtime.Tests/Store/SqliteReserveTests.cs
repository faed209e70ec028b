using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>The room that a store holds back for a full volume. What it is good for is in Jobs.Crash.Tests, on real volumes.</summary>
public sealed class SqliteReserveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

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

    private StoreDriver Open(int? bytes = null, Func<long>? free = null) => new(new SqliteStore(
        FilePath,
        TimeProvider.System,
        new SqliteStoreOptions { ReserveBytes = bytes ?? SqliteStoreOptions.Default.ReserveBytes, FreeBytes = free }));
}
