using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>What can be wrong with a file: each is told apart, named, and left as it was found.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File("jobs.db");

    [Fact]
    public void Open_WhenTheFolderIsGone_SaysSo() => Refused(JobStoreFault.Missing, "folder", _folder.File("nowhere/jobs.db"));

    [Fact]
    public void Open_WhenThePathIsAFolder_IsRefused()
    {
        Directory.CreateDirectory(FilePath);
        Refused(JobStoreFault.Unsupported, "it is a folder");
    }

    [Fact]
    public void Open_OfNoDatabase_SaysSoAndLeavesItAsItIs()
    {
        var bytes = StoreDriver.Utf8(new string('x', 10_000));
        File.WriteAllBytes(FilePath, bytes);
        Refused(JobStoreFault.Foreign, "is not a store of Jobs: it is no SQLite database");
        Assert.Equal(bytes, File.ReadAllBytes(FilePath));
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(Path.GetDirectoryName(FilePath)!));
    }

    [Fact]
    public void Open_OfAnotherProgramsDatabase_SaysSoAndLeavesItAsItIs()
    {
        Sql("CREATE TABLE theirs(x); INSERT INTO theirs VALUES (1)");
        var bytes = File.ReadAllBytes(FilePath);
        Refused(JobStoreFault.Foreign, "another program");
        Assert.Equal(bytes, File.ReadAllBytes(FilePath));
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(Path.GetDirectoryName(FilePath)!));
    }

    [Fact]
    public void Open_OfANewerSchema_SaysSo()
    {
        Open().Dispose();
        Sql("PRAGMA user_version = 99");
        Refused(JobStoreFault.Newer, "99");
    }

    [Fact]
    public void Open_OfAnEmptyFile_MakesAStore()
    {
        File.WriteAllBytes(FilePath, []);
        using var db = Open();
        db.SubmitJob();
    }

    [Fact]
    public void Open_AfterACrash_ChecksTheFile_AndRefusesADamagedOne()
    {
        using (var db = Open())
        {
            db.Commit([.. Enumerable.Range(0, 500).Select(i => db.NewJob($"job{i}"))]);
        }

        Damage();
        Refused(JobStoreFault.Corrupt, "damaged");
    }

    [Fact]
    public void Commit_WhenTheFileIsFull_SaysSo_KeepsTheRest_AndSucceedsOnceThereIsRoom()
    {
        using var db = Open(new SqliteStoreOptions { PageCountMax = 60 });
        var first = db.SubmitJob();
        var batch = db.Batch([.. Enumerable.Range(0, 20).Select(_ => db.NewJob("new name", input: new byte[20_000]))]);
        var failure = Assert.Throws<StoreCommitException>(() => db.Store.Commit(batch));

        Assert.Equal((CommitFailure.Full, JobStoreFault.Full), (failure.Failure, ((JobStoreException)failure.InnerException!).Fault));
        Assert.Contains(FilePath, failure.Message);
        Assert.False(db.Store.WasCommitted(batch.Session, batch.Sequence));
        Assert.Equal(first.Id, Assert.Single(db.Window().Jobs).Id);

        db.Dispose();
        using var roomy = Open();
        var again = roomy.Batch([.. batch.Atoms]);
        roomy.Store.Commit(again);
        Assert.Equal(21, roomy.Reader.Counters()[JobStatus.Ready]);
        Assert.Equal("new name", roomy.Reader.LoadJobs([batch.Atoms[0].Id])[0].Name);
    }

    [Fact]
    public void Commit_WhenTheFileIsFull_TheSameBatchIsTakenOnceHistoryMadeRoom()
    {
        using var db = Open(new SqliteStoreOptions { PageCountMax = 100, Limits = new StoreLimits { HistoryMaxCount = 0 } });
        var old = Enumerable.Range(0, 8).Select(_ => db.NewJob()).ToList();
        db.Commit([.. old]);
        db.Commit([.. old.Select(j => new OutcomeAtom { Id = j.Id, Fence = 1, Status = JobStatus.Completed, Result = new byte[20_000], FailedAttempts = 0, FinishedAt = db.Now })]);

        var batch = db.Batch([.. Enumerable.Range(0, 8).Select(_ => db.NewJob(input: new byte[30_000]))]);
        Assert.Equal(CommitFailure.Full, Assert.Throws<StoreCommitException>(() => db.Store.Commit(batch)).Failure);
        db.Maintain();
        db.Store.Commit(batch);
        Assert.All(batch.Atoms, a => Assert.Equal(AtomAnswer.Applied, a.Answer));
    }

    [Fact]
    public void Commit_WhileAToolHoldsTheFile_IsBusy_AndSucceedsAfterwards()
    {
        using var db = Open(new SqliteStoreOptions { BusyTimeout = TimeSpan.Zero });
        var batch = db.Batch(db.NewJob());
        using (var tool = SqliteDatabase.Open(FilePath, SqliteAccess.ReadWrite, TimeSpan.Zero))
        {
            tool.Execute("BEGIN IMMEDIATE");
            Assert.Equal(CommitFailure.Busy, Assert.Throws<StoreCommitException>(() => db.Store.Commit(batch)).Failure);
            tool.RollBack();
        }

        db.Store.Commit(batch);
        Assert.Equal(AtomAnswer.Applied, batch.Atoms[0].Answer);
    }

    [Theory]
    [InlineData(8, JobStoreFault.ReadOnly, CommitFailure.Broken)] // SQLITE_READONLY
    [InlineData(5, JobStoreFault.Owned, CommitFailure.Busy)] // SQLITE_BUSY
    [InlineData(10, JobStoreFault.Io, CommitFailure.Broken)] // SQLITE_IOERR
    [InlineData(10 | (4 << 8), JobStoreFault.Io, CommitFailure.Broken)] // SQLITE_IOERR_FSYNC
    [InlineData(11, JobStoreFault.Corrupt, CommitFailure.Broken)] // SQLITE_CORRUPT
    [InlineData(13, JobStoreFault.Full, CommitFailure.Full)] // SQLITE_FULL
    [InlineData(26, JobStoreFault.Corrupt, CommitFailure.Broken)] // SQLITE_NOTADB
    public void EveryError_IsTranslated_WithTheFileInItsMessage(int code, JobStoreFault fault, object failure)
    {
        var translated = StoreFaults.OfCommit(FilePath, new SqliteFailure(code, "it said"));
        Assert.Equal((CommitFailure)failure, translated.Failure);
        Assert.Equal(fault, ((JobStoreException)translated.InnerException!).Fault);
        Assert.Contains(FilePath, translated.Message);
    }

    [LinuxFact]
    public void Open_WhereNothingMayBeWritten_SaysSo()
    {
        // Not even root creates files there.
        Refused(JobStoreFault.ReadOnly, "grant", "/sys/jobs.db");
    }

    public void Dispose() => _folder.Dispose();

    private StoreDriver Open(SqliteStoreOptions? options = null) => new(new SqliteStore(FilePath, TimeProvider.System, options));

    private void Refused(JobStoreFault fault, string says, string? path = null)
    {
        var error = Assert.Throws<JobStoreException>(
            () => new StoreDriver(new SqliteStore(path ?? FilePath, TimeProvider.System)).Dispose());
        Assert.Equal(fault, error.Fault);
        Assert.Contains(says, error.Message);
        Assert.Contains(path ?? FilePath, error.Message);
    }

    private void Sql(string statements)
    {
        using var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadWriteCreate, TimeSpan.Zero);
        database.Execute(statements);
    }

    // Overwrites the middle of every page but the first, where b-tree cells lie.
    private void Damage()
    {
        using (var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadWrite, TimeSpan.Zero)) database.CheckpointWal(truncate: true);
        using var file = new FileStream(FilePath, FileMode.Open);
        for (var page = 4096; page < file.Length; page += 4096)
        {
            file.Position = page + 8;
            file.Write([.. Enumerable.Repeat((byte)0xEE, 64)]);
        }
    }
}
