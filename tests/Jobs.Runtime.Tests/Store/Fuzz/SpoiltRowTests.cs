using Jobs.Runtime.Tests.Engine;
using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store.Fuzz;

/// <summary>What one row that somebody or something spoilt costs: that job, with a reason, and nothing else.</summary>
public sealed class SpoiltRowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new(inMemory: true);

    private string FilePath => _folder.File("jobs.db");

    [Theory]
    [InlineData("retry", "'{\"maxAttempts\":'")]
    [InlineData("retry", "'{\"delayMs\":1e300}'")]
    [InlineData("due_at", "9223372036854775807")]
    [InlineData("due_at", "'tomorrow'")]
    [InlineData("kind", "77")]
    [InlineData("version", "4294967297")]
    [InlineData("fence", "'x'")]
    [InlineData("priority", "99")]
    [InlineData("timeout_ms", "-1")]
    [InlineData("parts", "x'00'")]
    [InlineData("status", "99, is_cancel_requested = 1")]
    [InlineData("status", "99")]
    [InlineData("status", "-3, is_paused = 1")]
    [InlineData("status", "'ready'")]
    [InlineData("is_paused", "7")]
    [InlineData("is_paused", "x'01'")]
    [InlineData("is_cancel_requested", "2, status = 2")]
    public void Row_ThatCannotBeRead_IsQuarantinedWithItsColumn_AndTheOthersRun(string column, string value)
    {
        var (spoilt, whole) = MakeTwo();
        Sql($"UPDATE job SET {column} = {value} WHERE id = {spoilt.Value}");

        var (bad, good) = RunAndFind(spoilt, whole);
        Assert.Equal(JobStatus.Quarantined, bad.Status);
        Assert.Contains(spoilt.ToString(), bad.Error!.Message);
        Assert.Contains($"'{column}'", bad.Error.Message);
        Assert.Equal(JobStatus.Completed, good.Status);
        Assert.Equal(0, Ask("SELECT count(*) FROM job"));
    }

    [Fact]
    public void Row_ThatWaitsForNothing_IsQuarantined_AndThatOfAPausedJobIsNot()
    {
        var (spoilt, whole) = MakeTwo();
        Sql($"UPDATE job SET status = 1 WHERE id = {spoilt.Value}; UPDATE job SET is_paused = 1 WHERE id = {whole.Value}");

        var (bad, good) = RunAndFind(spoilt, whole);
        Assert.Equal((JobStatus.Quarantined, true), (bad.Status, good.IsPaused));
        Assert.Contains("Blocked", bad.Error!.Message);
    }

    [Fact]
    public void Strays_AreFoundHoweverFarBackTheyStand()
    {
        using var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System));
        var jobs = Enumerable.Range(0, 20_000).Select(_ => db.NewJob()).ToArray();
        db.Commit(jobs);
        Sql($"UPDATE job SET status = 99 WHERE id = {jobs[^1].Id.Value}");

        var strays = new List<StoredJob>();
        var page = db.Reader.LoadStrays(new JobId(long.MinValue));
        for (; page.Last is { } last; page = db.Reader.LoadStrays(last)) strays.AddRange(page.Jobs);
        Assert.Equal([jobs[^1].Id], strays.Select(s => s.Id));
    }

    [Fact]
    public void Job_WhosePayloadIsGone_IsParked_AndNotStartedForEver()
    {
        var (spoilt, whole) = MakeTwo();
        Sql($"DELETE FROM payload WHERE job_id = {spoilt.Value}");

        var (bad, good) = RunAndFind(spoilt, whole);
        Assert.Equal((JobStatus.Scheduled, JobStatus.Completed), (bad.Status, good.Status));
        Assert.Contains(spoilt.ToString(), bad.Error!.Message);
    }

    [Fact]
    public void Job_WhoseTaskResultHasNoIdentity_IsParked()
    {
        var (spoilt, whole) = MakeTwo();
        Sql($"INSERT INTO task_result VALUES (5, {spoilt.Value}, x'0102', 0, 0, '[]', '1')");

        var (bad, good) = RunAndFind(spoilt, whole);
        Assert.Equal((JobStatus.Scheduled, JobStatus.Completed), (bad.Status, good.Status));
    }

    [Fact]
    public void Command_WhereParentsLeadInARing_Answers()
    {
        using var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System));
        var root = db.SubmitJob();
        var (one, two) = (db.SubmitChild(root), db.SubmitChild(root));
        Sql($"UPDATE job SET parent_id = {two.Id.Value} WHERE id = {one.Id.Value}; UPDATE job SET parent_id = {one.Id.Value} WHERE id = {two.Id.Value}");

        Assert.Equal(AtomAnswer.Applied, db.Apply(StoreDriver.Command(one.Id, JobCommand.Pause)));
    }

    [Fact]
    public void Command_OnARowThatCannotBeRead_IsApplied()
    {
        using var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System));
        var job = db.SubmitJob();
        Sql($"UPDATE job SET retry = 'x' WHERE id = {job.Id.Value}");

        var pause = StoreDriver.Command(job.Id, JobCommand.Pause);
        Assert.Equal(AtomAnswer.Applied, db.Apply(pause));
        Assert.NotNull(Assert.Single(pause.Affected).Unreadable);
    }

    [Fact]
    public void Find_OfAJobWhoseErrorAndTimesMakeNoSense_Answers()
    {
        using var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System));
        var job = db.SubmitJob();
        db.Commit(db.Completion(job.Id));
        Sql($"UPDATE history SET error = '[[', finished_at = 9223372036854775807, submitted_at = 'x', kind = 99");

        var info = db.Reader.Find(job.Id)!.Info;
        Assert.Equal(("Unreadable", "(unknown)"), (info.Error!.Type, info.Name));
        Assert.Single(db.Reader.Query(new JobQuery()));
    }

    [Fact]
    public void Maintain_OfHistoryWhoseTimesAndStatusMakeNoSense_GoesOn()
    {
        using var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System));
        var job = db.SubmitJob();
        db.Commit(db.Completion(job.Id));
        Sql("UPDATE history SET finished_at = -9223372036854775808, submitted_at = -9223372036854775808, status = 99; INSERT INTO counter VALUES (-5, 1)");

        db.Now = db.Now.AddDays(30);
        db.Maintain();
        Assert.Null(db.Reader.Find(job.Id));
        db.Dispose();
        new StoreDriver(new SqliteStore(FilePath, TimeProvider.System)).Dispose(); // The counter of no status is passed over.
    }

    [Theory]
    [InlineData("epoch", "9223372036854775807")]
    [InlineData("epoch", "'x'")]
    [InlineData("id_high_water", "9223372036854775807")]
    [InlineData("id_high_water", "-1")]
    public void Open_WhereTheMetaRowMakesNoSense_IsRefused(string column, string value)
    {
        new StoreDriver(new SqliteStore(FilePath, TimeProvider.System)).Dispose();
        Sql($"UPDATE meta SET {column} = {value}");

        var refusal = Assert.Throws<JobStoreException>(() => new StoreDriver(new SqliteStore(FilePath, TimeProvider.System)));
        Assert.Equal(JobStoreFault.Corrupt, refusal.Fault);
        Assert.Contains(FilePath, refusal.Message);
    }

    [Fact]
    public void Upkeep_ThatFailsInAnUnknownWay_BreaksTheWriter_AndNotTheProcess()
    {
        var clock = new ManualClock();
        using var db = new StoreDriver(new SqliteStore(FilePath, clock, new SqliteStoreOptions { Failpoint = new NonsenseInUpkeep() }));
        var reports = new List<BatchResult>();
        using var writer = new StoreWriter(db.Store, clock, reports.Add);
        clock.Advance(TimeSpan.FromMinutes(2));
        while (writer.Step())
        {
        }

        Assert.Equal((BatchOutcome.Broken, JobStoreFault.Io), (Assert.Single(reports).Outcome, reports[0].Error!.Fault));
    }

    public void Dispose() => _folder.Dispose();

    private (JobId Spoilt, JobId Whole) MakeTwo()
    {
        using var engine = SteppedEngine.On(new SqliteStore(FilePath, TimeProvider.System));
        var never = new TaskCompletionSource<int>();
        var runs = 0;
        var job = ScriptJob.Of((_, _) => runs++ < 2 ? never.Task : Task.FromResult(1));
        var (one, two) = (engine.Engine.SubmitAsync(job, new()).AsTask(), engine.Engine.SubmitAsync(job, new()).AsTask());
        engine.Settle();
#pragma warning disable xUnit1031 // They have ended: the engine was stepped until they had.
        return (one.Result.Id, two.Result.Id);
#pragma warning restore xUnit1031
    }

    private (JobInfo Spoilt, JobInfo Whole) RunAndFind(JobId spoilt, JobId whole)
    {
        var file = new SqliteStore(FilePath, TimeProvider.System);
        using var engine = SteppedEngine.On(file);
        engine.Settle();
        using var reader = file.OpenReader();
        return (reader.Find(spoilt)!.Info, reader.Find(whole)!.Info);
    }

    private void Sql(string statements)
    {
        using var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadWrite, TimeSpan.FromSeconds(5));
        database.LeaveWalOnClose();
        database.Execute(statements);
    }

    private long Ask(string sql)
    {
        using var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadOnly, TimeSpan.Zero);
        database.LeaveWalOnClose();
        return database.QueryNumber(sql);
    }

    private sealed class NonsenseInUpkeep : ISqliteFailpoint
    {
        public void Before(SqliteDatabase database, string sql)
        {
            if (sql.StartsWith("SELECT id, status, parts", StringComparison.Ordinal)) throw new ArithmeticException("nonsense");
        }

        public void After(SqliteDatabase database, string sql)
        {
        }
    }
}
