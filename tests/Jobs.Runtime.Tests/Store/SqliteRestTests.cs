using Jobs.Runtime.Tests.Store.Faults;
using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>A job with very many rows beside it ends in a short commit; upkeep deletes the rest, whoever owns the store then.</summary>
public sealed class SqliteRestTests : IDisposable
{
    private static readonly StoreLimits Small = new() { EndRowsMax = 3, HistoryMaxCount = 0 };

    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File("jobs.db");

    [Fact]
    public void End_OfAJobWithManyRows_DeletesSome_AndUpkeepTheRest()
    {
        using var db = Open();
        var (job, children) = Fill(db);
        Assert.Equal(AtomAnswer.Applied, db.Apply(db.Completion(job)));
        Assert.Equal((7, 2), Rows(job));
        RequireWell();

        for (var left = 7; db.Store.Maintain(db.Now) && Rows(job).Results > 0;)
        {
            Assert.InRange(left - Rows(job).Results, 0, 3);
            left = (int)Rows(job).Results;
        }

        foreach (var child in children) db.Commit(db.Completion(child));
        db.Maintain();
        Assert.Equal((0, 0), Rows(job));
        RequireWell();
    }

    [Fact]
    public void End_OfAJobWithALongJournal_DeletesSome_AndUpkeepTheRest_OfTheNextOwnerToo()
    {
        JobId job;
        using (var db = Open())
        {
            job = db.SubmitJob().Id;
            for (var entry = 1; entry <= 8; entry++) db.Commit(StoreDriver.Checkpoint(job, "{}", journal: new(entry, entry == 1, StoreDriver.Utf8("[]"))));
            db.Commit(db.Completion(job));
            Assert.Equal(5, Entries());
            RequireWell();
            db.Store.Maintain(db.Now);
            Assert.Equal(2, Entries());
        }

        using var next = Open();
        next.Maintain();
        Assert.Equal(0, Entries());
        RequireWell();

        long Entries() => Number($"SELECT count(*) FROM journal WHERE job_id = {job}");
    }

    [Fact]
    public void Journal_ThatAFoldReplaced_GoesLittleByLittle()
    {
        using var db = Open(limits: new StoreLimits { JournalRowsDroppedMax = 2 });
        var job = db.SubmitJob().Id;
        Save(1, 1);
        for (var entry = 2; entry <= 6; entry++) Save(entry, 1);
        Save(7, 6, endsFold: true);
        Assert.Equal(3, Left());
        RequireWell(); // Its oldest entry is no base.
        Save(8, 6);
        Assert.Equal(5, Left());
        Save(9, 6);
        Save(10, 6);
        Assert.Equal(6, Left());

        void Save(long sequence, long at, bool endsFold = false) => db.Commit(StoreDriver.Checkpoint(
            job, "{}", journal: new(sequence, sequence == 1, StoreDriver.Utf8("{}")) { Base = at, EndsFold = endsFold }));

        long Left() => Number($"SELECT min(seq) FROM journal WHERE job_id = {job}");
    }

    [Fact]
    public void Rest_ThatAnOwnerLeft_IsFoundByTheNext()
    {
        JobId job, living;
        using (var db = Open())
        {
            (job, _) = Fill(db);
            (living, _) = Fill(db);
            db.Commit(db.Completion(job));
        }

        using var next = Open();
        next.Maintain();
        Assert.Equal((0, 0), Rows(job));
        Assert.Equal((10, 5), Rows(living));
        RequireWell();
    }

    [Fact]
    public void Rest_ThatAJobKeeps_IsNoRest()
    {
        JobId failed, retried;
        var kept = new StoreLimits { EndRowsMax = 3 };
        using (var db = Open(limits: kept))
        {
            (failed, _) = Fill(db);
            (retried, _) = Fill(db);
            db.Commit(db.Completion(failed, status: JobStatus.Failed), db.Completion(retried, status: JobStatus.Failed));
            db.Maintain();
            Assert.Equal(((10, 5), (10, 5)), (Rows(failed), Rows(retried)));
            db.Commit(db.NewRetry(retried, fromStart: true)); // What it leaves serves nobody.
            Assert.Equal((7, 2), Rows(retried));
            RequireWell();
        }

        using var next = Open(limits: kept);
        next.Maintain();
        Assert.Equal(((10, 5), (0, 0)), (Rows(failed), Rows(retried)));
        RequireWell();
        Assert.Equal(AtomAnswer.Applied, next.Apply(next.NewRetry(failed)));
        Assert.Equal((0, 0), Rows(failed));
        RequireWell();
    }

    [Fact]
    public void Rest_OfWhichNothingIsLeft_IsNotNotedForEver()
    {
        var job = default(JobId);
        using (var db = Open())
        {
            job = db.SubmitJob().Id;
            db.Commit([.. Enumerable.Range(0, 3).Select(i => db.Result(job, (ulong)i))]); // As many as a commit deletes.
            db.Commit(db.Completion(job));
            Assert.Equal(0, Number($"SELECT parts FROM history WHERE id = {job}"));
        }

        using var next = Open();
        next.Maintain();
        Assert.Equal(0, Number($"SELECT count(*) FROM history WHERE id = {job}"));
    }

    [Fact]
    public void History_OfAJobWithARest_StaysUntilTheRestIsGone()
    {
        using var db = Open();
        var (job, children) = Fill(db);
        db.Commit([db.Completion(job), .. children.Select(c => db.Completion(c))]);
        while (Number($"SELECT count(*) FROM task_result WHERE job_id = {job}") > 0)
        {
            Assert.Equal(1, Number($"SELECT count(*) FROM history WHERE id = {job}"));
            Assert.True(db.Store.Maintain(db.Now));
            RequireWell();
        }

        db.Maintain();
        Assert.Equal(0, Number("SELECT count(*) FROM history"));
    }

    [Fact]
    public void Rows_OfAJobWhoseEndWasNotCommitted_StayWithIt()
    {
        using var db = Open(new FailOnce("COMMIT", InjectedFault.All[1], skipped: 2)); // After the two commits of Fill.
        var (job, _) = Fill(db);
        Assert.Throws<StoreCommitException>(() => db.Commit(db.Completion(job)));
        db.Maintain();
        Assert.Equal((10, 5), Rows(job));
        Assert.Equal(10, db.Reader.LoadTaskKeys(job).Count);
    }

    public void Dispose() => _folder.Dispose();

    private StoreDriver Open(ISqliteFailpoint? failpoint = null, StoreLimits? limits = null) => new(new SqliteStore(
        FilePath, TimeProvider.System, new SqliteStoreOptions { Limits = limits ?? Small, Failpoint = failpoint }));

    private static (JobId Job, JobId[] Children) Fill(StoreDriver db)
    {
        var job = db.SubmitJob();
        SubmitAtom[] children = [.. Enumerable.Range(0, 5).Select(i => db.NewChild(job, $"c{i}"))];
        db.Commit([.. Enumerable.Range(0, 10).Select(i => db.Result(job.Id, (ulong)i)), .. children]);
        return (job.Id, [.. children.Select(c => c.Id)]);
    }

    private (long Results, long Children) Rows(JobId job) => (
        Number($"SELECT count(*) FROM task_result WHERE job_id = {job}"), Number($"SELECT count(*) FROM child_key WHERE parent_id = {job}"));

    private long Number(string sql)
    {
        using var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadOnly, TimeSpan.Zero);
        return database.QueryNumber(sql);
    }

    private void RequireWell() => Assert.Empty(JobsDoctor.Examine(FilePath, StoreDriver.Start).Findings);
}
