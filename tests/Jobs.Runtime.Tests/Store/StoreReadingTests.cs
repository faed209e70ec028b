using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>A store is read without a trace, needs no leave to write, and is read as it is even when somebody writes meanwhile.</summary>
public sealed class StoreReadingTests : IDisposable
{
    private const UnixFileMode ReadFolder = (UnixFileMode)0b101_101_101;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private readonly TemporaryFolder _folder = new();

    public StoreReadingTests()
    {
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(_folder.Path, Everybody);
    }

    private string FilePath => _folder.File("jobs.db");

    [Fact]
    public void Read_WhenAnOwnerWritesMeanwhile_IsDoneOnceMore_AndTellsWhatWasWritten()
    {
        MakeStore(isClean: true);
        var times = 0;
        var count = StoreReading.Read(FilePath, database =>
        {
            var ready = database.QueryNumber("SELECT count(*) FROM job");
            if (times++ == 0) MakeStore(isClean: true);
            return ready;
        });
        Assert.Equal((2, 2), (times, count));
    }

    [Fact]
    public void Read_WhenAnOwnerWroteWithinOneTickOfTheFilesClock_IsDoneOnceMore()
    {
        MakeStore(isClean: true);
        var file = new FileInfo(FilePath);
        var (writtenAt, length) = (file.LastWriteTimeUtc, file.Length);
        var times = 0;
        var count = StoreReading.Read(FilePath, database =>
        {
            var ready = database.QueryNumber("SELECT count(*) FROM job");
            if (times++ > 0) return ready;
            MakeStore(isClean: true);
            File.SetLastWriteTimeUtc(FilePath, writtenAt);
            Assert.Equal(length, new FileInfo(FilePath).Length);
            return ready;
        });
        Assert.Equal((2, 2), (times, count));
    }

    [Fact]
    public void Read_WhenAnOwnerMakesItFail_IsDoneOnceMore()
    {
        MakeStore(isClean: true);
        var times = 0;
        Assert.Equal(1, StoreReading.Read(FilePath, _ =>
        {
            if (times++ > 0) return 1;
            MakeStore(isClean: false);
            throw StoreFaults.Corrupt(FilePath, "two pages of different times were read");
        }));
    }

    [Fact]
    public void Read_BesideAnOwner_SeesWhatItCommittedLast()
    {
        using var db = Open();
        for (var i = 1; i < 4; i++)
        {
            db.SubmitJob();
            Assert.Equal(i, StoreReading.Read(FilePath, database => database.QueryNumber("SELECT count(*) FROM job")));
        }
    }

    [LinuxFact]
    public void Examine_InAFolderThatMayOnlyBeRead_NeedsNoMore()
    {
        MakeStore(isClean: true);
        InReadOnlyFolder(() => Assert.Empty(JobsDoctor.Examine(FilePath, StoreDriver.Start).Findings));
    }

    [LinuxFact]
    public void Examine_OfAWalInAFolderThatMayOnlyBeRead_SaysWhereToReadIt()
    {
        using var db = Open();
        db.SubmitJob();
        var copy = _folder.File("copy.db");
        File.Copy(FilePath, copy);
        File.Copy(FilePath + "-wal", copy + "-wal");
        InReadOnlyFolder(() =>
        {
            var error = Assert.Throws<JobStoreException>(() => JobsDoctor.Examine(copy, StoreDriver.Start));
            Assert.Equal(JobStoreFault.Denied, error.Fault);
            Assert.Contains("copy both into a folder that may be written", error.Message);
        });
    }

    [LinuxFact]
    public void Examine_OfAFileThatMayNotBeRead_SaysWhoseItIs()
    {
        MakeStore(isClean: true);
        SetMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (!Environment.IsPrivilegedProcess) return; // Then it is this user's.
        var error = Assert.Throws<AggregateException>(() => PlainUser.Run(() => JobsDoctor.Examine(FilePath, StoreDriver.Start)));
        Assert.Equal(JobStoreFault.Denied, Assert.IsType<JobStoreException>(error.InnerException).Fault);
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_OfADevice_IsRefused_AndLeavesNothingBesideIt(bool isVisit)
    {
        var before = Directory.GetFileSystemEntries("/dev");
        var error = Assert.Throws<JobStoreException>(() => new SqliteStore("/dev/null", TimeProvider.System).Open(new StoreOpening(StoreDriver.Start, "tests", TimeSpan.Zero, isVisit)));
        Assert.Equal(JobStoreFault.Foreign, error.Fault);
        Assert.Contains("'/dev/null' is not a store of Jobs: it is a device", error.Message);
        Assert.Equal(before, Directory.GetFileSystemEntries("/dev"));
    }

    [Fact]
    public void Open_OfADatabaseThatWasAStore_SaysThatItIsDamaged()
    {
        MakeStore(isClean: true);
        File.WriteAllText(FilePath, new string('x', 10_000));
        var error = Assert.Throws<JobStoreException>(() => Open().Dispose());
        Assert.Equal(JobStoreFault.Corrupt, error.Fault);
        Assert.Contains("no SQLite database any more", error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(path, mode);
    }

    private void InReadOnlyFolder(Action action)
    {
        SetMode(_folder.Path, ReadFolder);
        try
        {
            PlainUser.Run(action);
        }
        finally
        {
            SetMode(_folder.Path, Everybody);
        }
    }

    private StoreDriver Open() => new(new SqliteStore(FilePath, TimeProvider.System, new SqliteStoreOptions { ReserveBytes = 0 }));

    private void MakeStore(bool isClean)
    {
        using var db = Open();
        db.SubmitJob();
        if (isClean) db.Store.Close();
    }
}
