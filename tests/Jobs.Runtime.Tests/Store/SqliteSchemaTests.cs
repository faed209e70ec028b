using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>The shape of the file, what a statement costs it, and files of released versions.</summary>
public sealed class SqliteSchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File("jobs.db");

    [Theory]
    [InlineData("SELECT id FROM job INDEXED BY job_ready WHERE (status = 3 AND is_paused = 0) OR is_cancel_requested = 1 ORDER BY rank, id LIMIT 10", "job_ready")]
    [InlineData("SELECT id FROM job INDEXED BY job_due WHERE status IN (2, 6) AND is_paused = 0 AND is_cancel_requested = 0 ORDER BY due_at, id LIMIT 10", "job_due")]
    [InlineData("SELECT id FROM job WHERE kind = 1 AND key = 'k'", "job_key")]
    [InlineData("SELECT id FROM job WHERE token = 't'", "job_token")]
    [InlineData("SELECT id FROM history WHERE token = 't'", "history_token")]
    [InlineData("SELECT id FROM job WHERE root_id = 5 AND parent_id <> 0", "job_tree")]
    [InlineData("SELECT id FROM job WHERE root_id = 5 AND parent_id <> 0 AND id > 7 ORDER BY id LIMIT 500", "job_tree")]
    [InlineData("SELECT id FROM job WHERE parent_id = 5 AND parent_id <> 0", "job_parent")]
    [InlineData("SELECT id FROM history WHERE parent_id = 5 AND parent_id <> 0", "history_parent")]
    [InlineData("SELECT id FROM history WHERE status = 11 AND status <> 10 ORDER BY id DESC", "history_status")]
    [InlineData("SELECT id FROM task_result WHERE job_id = 1 AND identity = x'00'", "task_result_identity")]
    [InlineData("SELECT max(seq) FROM journal WHERE job_id = 1", "journal_entry")]
    [InlineData("SELECT seq, is_base, body FROM journal WHERE job_id = 1 AND seq >= 2 ORDER BY seq", "journal_entry")]
    [InlineData("SELECT token FROM command WHERE at < 5 ORDER BY at LIMIT 10", "command_at")]
    [InlineData("SELECT job_id FROM job_retry WHERE of_id = 5", "job_retry_of")]
    [InlineData("SELECT parent_id FROM child_key WHERE child_id = 5 AND is_adopted = 1", "child_key_adopted")]
    [InlineData("SELECT job_id FROM tag WHERE name = 'n' AND value = 'v'", "tag_value")]
    public void EveryIndex_ServesItsQuery_WithoutSorting(string query, string index)
    {
        using var db = Open();
        using var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadOnly, TimeSpan.Zero);
        using var plan = database.PrepareOnce($"EXPLAIN QUERY PLAN {query}");
        var steps = new List<string>();
        while (plan.Step()) steps.Add(plan.Text(3)!);
        Assert.Contains(index, Assert.Single(steps));
    }

    [Fact]
    public void AReader_NeedsNoTemporaryTreeToListTheNewest()
    {
        using var db = Open();
        using var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadOnly, TimeSpan.Zero);
        using var plan = database.PrepareOnce("EXPLAIN QUERY PLAN SELECT id FROM job WHERE 1 UNION ALL SELECT id FROM history WHERE 1 ORDER BY id DESC LIMIT 5");
        var steps = new List<string>();
        while (plan.Step()) steps.Add(plan.Text(3)!);
        Assert.DoesNotContain(steps, s => s.Contains("TEMP", StringComparison.Ordinal));
    }

    [Fact]
    public void AJobThatDidNothing_LeavesNoRowBesideItsHistory()
    {
        using var db = Open();
        var job = db.SubmitJob();
        Assert.Equal(["job", "payload"], TablesOf(job.Id));
        db.Commit(db.Completion(job.Id));
        Assert.Equal(["history"], TablesOf(job.Id));
    }

    [Fact]
    public void AJobThatUsedEverything_LeavesOnlyWhatHistoryKeeps_AndNothingAfterIt()
    {
        using var db = Open(new StoreLimits { HistoryMaxCount = 0 });
        var job = db.Submit(db.NewJob(tags: new() { ["a"] = "b" }, journal: StoreDriver.Utf8("[]"))).Job;
        var note = new NoteAtom { Id = job.Id, Fence = 1, Progress = new JobProgress(1) };
        note.Lines.Add(new StoredLogLine(db.Now, "line"));
        var child = db.NewChild(job, "c");
        db.Commit(
            note, child, db.Result(job.Id, 1), new SleepAtom { Id = job.Id, Fence = 1, Key = "s", DueAt = db.Now },
            StoreDriver.Checkpoint(job.Id, "{}", journal: new StoredJournalEntry(2, false, StoreDriver.Utf8("[1]"))));
        Assert.Equal(["checkpoint", "child_key", "job", "journal", "log", "payload", "progress", "sleep", "tag", "task_result"], TablesOf(job.Id));

        db.Commit(db.Completion(job.Id), db.Completion(child.Id));
        Assert.Equal(["history", "log", "progress", "tag"], TablesOf(job.Id));
        db.Maintain();
        Assert.Empty(TablesOf(job.Id));
    }

    [Fact]
    public void AJobThatEndedBadly_KeepsAllOfIt_UntilItsHistoryGoes()
    {
        using var db = Open(new StoreLimits { HistoryMaxCount = 1 });
        var job = db.Submit(db.NewJob(journal: StoreDriver.Utf8("[]"))).Job;
        db.Commit(
            db.NewChild(job, "c"), db.Result(job.Id, 1), new SleepAtom { Id = job.Id, Fence = 1, Key = "s", DueAt = db.Now }, StoreDriver.Checkpoint(job.Id, "{}"));
        db.Commit(db.Completion(job.Id, status: JobStatus.Failed));
        db.Maintain();
        Assert.Equal(["checkpoint", "child_key", "history", "journal", "payload", "sleep", "task_result"], TablesOf(job.Id));

        var other = db.SubmitJob();
        db.Commit(db.Completion(other.Id));
        db.Now = db.Now.AddMinutes(5);
        db.Maintain();
        Assert.Empty(TablesOf(job.Id));
    }

    [Fact]
    public void AJobThatWasRetried_LeavesItsHistoryAlone()
    {
        using var db = Open();
        var job = db.SubmitJob();
        db.Commit(db.Result(job.Id, 1), StoreDriver.Checkpoint(job.Id, "{}"), db.Completion(job.Id, status: JobStatus.Failed));
        var retry = db.NewRetry(job.Id);
        db.Commit(retry);
        Assert.Equal(["history"], TablesOf(job.Id));
        Assert.Equal(["checkpoint", "job", "job_retry", "payload", "task_result"], TablesOf(retry.Id));
        db.Commit(db.Completion(retry.Id));
        Assert.Equal(["history", "job_retry"], TablesOf(retry.Id));
    }

    [Fact]
    public void StoredRows_AreReadableByAPersonAndByJsonFunctions()
    {
        using var db = Open();
        var job = db.SubmitJob();
        using var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadOnly, TimeSpan.Zero);
        Assert.Equal(1, database.QueryNumber("SELECT json_extract(input, '$.in') FROM payload"));
        Assert.Equal("text", database.QueryText("SELECT typeof(state) FROM payload"));
    }

    [Fact]
    public void Wal_IsFoldedInQuietMoments_AndEmptiedByAClose()
    {
        using var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System, new SqliteStoreOptions { WalPagesWhenQuiet = 10 }));
        db.Commit([.. Enumerable.Range(0, 200).Select(_ => db.NewJob(input: StoreDriver.Utf8(new string('x', 2000))))]);
        var before = PagesInFile();
        db.Maintain();
        Assert.True(PagesInFile() > before + 50);
        db.Store.Close();
        Assert.Equal(0, new FileInfo(FilePath + "-wal").Length);

        long PagesInFile() => new FileInfo(FilePath).Length / 4096;
    }

    [Fact]
    public void Wal_BeyondItsBound_IsFoldedUnderLoad()
    {
        using var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System, new SqliteStoreOptions { WalPagesMax = 50 }));
        for (var i = 0; i < 60; i++) db.Commit(db.NewJob(input: StoreDriver.Utf8(new string('x', 20_000))));
        Assert.InRange(new FileInfo(FilePath + "-wal").Length, 1, 100 * 4120);
    }

    [Fact]
    public void Wal_WhileAReaderPinsIt_IsKeptForThatReader()
    {
        using var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System, new SqliteStoreOptions { WalPagesMax = 20 }));
        var job = db.SubmitJob();
        using var slow = SqliteDatabase.Open(FilePath, SqliteAccess.ReadOnly, TimeSpan.Zero);
        slow.Execute("BEGIN");
        Assert.Equal(1, slow.QueryNumber("SELECT count(*) FROM job"));
        for (var i = 0; i < 30; i++) db.Commit(db.NewJob(input: new byte[20_000]));
        Assert.Equal(1, slow.QueryNumber("SELECT count(*) FROM job"));
        slow.RollBack();
        Assert.Equal(31, slow.QueryNumber("SELECT count(*) FROM job"));
    }

    [Fact]
    public void FileOfVersion1_OpensWithEverythingInIt()
    {
        Released.Unpack("v1.sql", FilePath);
        using var db = Open();
        Assert.True(db.Session.WasUnclean);
        Assert.Equal(8, db.Session.Epoch);
        Assert.Equal(new CrashSuspect(new JobId(100), Fence: 4, Crashes: 2, WasAlone: true), Assert.Single(db.Session.Suspects));
        Assert.Equal([new JobId(100), new JobId(101)], db.Window().Jobs.Select(j => j.Id));
        Assert.Equal("""{"at":2}""", StoreDriver.Text(db.Reader.LoadPayload(new JobId(100))!.State));
        Assert.Equal([1L, 2L], db.Reader.LoadPayload(new JobId(100))!.Journal.Select(e => e.Sequence));
        Assert.Equal(new JobError("Boom", "It failed.", true), db.Reader.Find(new JobId(50))!.Info.Error);
        Assert.Equal("7", StoreDriver.Text(db.Reader.Find(new JobId(51))!.Result));
        Assert.Equal(1000, db.Session.IdHighWater);
        db.Commit(db.Completion(new JobId(100), fence: 4), db.NewJob("copy", token: "seen"));
        Assert.Equal(Schema.Version, Number("PRAGMA user_version"));
        Assert.Equal("ok", Text("PRAGMA integrity_check"));
    }

    [Fact]
    public void FileOfVersion2_OpensWithEverythingInIt_AndWhatEndsFromNowOnIsRetried()
    {
        Released.Unpack("v2.sql", FilePath);
        using var db = Open();
        var id = new JobId(4);
        Assert.Equal(new CrashSuspect(id, Fence: 2, Crashes: 1, WasAlone: true), Assert.Single(db.Session.Suspects));
        Assert.Equal("""{"at":3}""", StoreDriver.Text(db.Reader.LoadPayload(id)!.State));
        Assert.Equal(AtomAnswer.Applied, db.Apply(StoreDriver.Command(new JobId(7), JobCommand.Resume, "asked"))); // As it was answered then.
        Assert.True(db.Reader.LoadJobs([new JobId(7)])[0].IsPaused);

        var late = db.NewRetry(new JobId(1));
        Assert.Equal((AtomAnswer.Stale, RetryOutcome.NothingKept), (db.Apply(late), late.Outcome));
        db.Commit(db.Completion(id, fence: 2, status: JobStatus.Failed));
        var fromStart = db.NewRetry(id, fromStart: true); // Its journal was folded: with which items it began, nobody knows.
        Assert.Equal((AtomAnswer.Stale, RetryOutcome.NothingKept), (db.Apply(fromStart), fromStart.Outcome));
        var retry = db.NewRetry(id);
        Assert.Equal(AtomAnswer.Applied, db.Apply(retry));
        Assert.Equal("[3]", StoreDriver.Text(Assert.Single(db.Reader.LoadPayload(retry.Id)!.Journal).Body));
        Assert.Equal(TimeSpan.FromMinutes(5), db.Reader.LoadJobs([retry.Id])[0].Timeout);
        Assert.Equal(Schema.Version, Number("PRAGMA user_version"));
        Assert.Equal("ok", Text("PRAGMA integrity_check"));
    }

    [Fact]
    public void FileOfVersion3_OpensWithEverythingInIt_AndItsTreesAreCommandedAsBefore()
    {
        Released.Unpack("v3.sql", FilePath);
        using var db = Open();
        Assert.False(db.Session.HasUnfinishedCommands);
        Assert.Equal(new CrashSuspect(new JobId(4), Fence: 2, Crashes: 1, WasAlone: true), Assert.Single(db.Session.Suspects));
        Assert.Equal((new JobId(1), "k"), (db.Reader.Find(new JobId(4))!.Info.RetryOf, db.Reader.Find(new JobId(4))!.Info.Key));
        Assert.Equal("[3]", StoreDriver.Text(Assert.Single(db.Reader.LoadPayload(new JobId(4))!.Journal).Body));
        Assert.Equal([new JobId(4), new JobId(7)], db.Window().Jobs.Select(j => j.Id));
        Assert.All(db.Reader.LoadJobs([new JobId(5), new JobId(6)]), j => Assert.True(j.IsPaused));

        var resume = StoreDriver.Command(new JobId(5), JobCommand.Resume);
        Assert.Equal(AtomAnswer.Applied, db.Apply(resume));
        Assert.Equal([new JobId(5), new JobId(6)], resume.Affected.Select(j => j.Id));
        Assert.Equal(Schema.Version, Number("PRAGMA user_version"));
        Assert.Equal("ok", Text("PRAGMA integrity_check"));
    }

    [Fact]
    public void FileOfVersion4_OpensWithItsJournals_AndItsUnsweptCommands()
    {
        Released.Unpack("v4.sql", FilePath);
        using var db = Open();
        var id = new JobId(4);
        var journal = db.Reader.LoadPayload(id)!.Journal;
        Assert.Equal([(2, true), (3, false), (4, false)], journal.Select(e => (e.Sequence, e.IsBase)));
        Assert.Equal("[3]", StoreDriver.Text(journal[0].Body));
        Assert.Equal($"[{string.Join(',', Enumerable.Range(0, 1200))}]", StoreDriver.Text(journal[1].Body));
        Assert.Equal("[5]", StoreDriver.Text(journal[2].Body));
        Assert.All(db.Reader.LoadJobs([new JobId(5), new JobId(6)]), j => Assert.False(j.IsPaused));

        db.Commit(StoreDriver.Checkpoint(id, "{}", fence: 2, journal: new StoredJournalEntry(5, false, StoreDriver.Utf8("[6]"))));
        Assert.Equal([2, 3, 4, 5], db.Reader.LoadPayload(id)!.Journal.Select(e => e.Sequence));
        db.Commit(db.Completion(id, fence: 2));
        Assert.Equal(0, Number("SELECT count(*) FROM journal"));
        Assert.Equal(Schema.Version, Number("PRAGMA user_version"));
        Assert.Equal("ok", Text("PRAGMA integrity_check"));
    }

    [Theory]
    [InlineData("v1.sql")]
    [InlineData("v2.sql")]
    [InlineData("v3.sql")]
    [InlineData("v4.sql")]
    public void Visit_OfAnOlderStore_IsRefused_AndLeavesItToHostsOfItsVersion(string released)
    {
        Released.Unpack(released, FilePath);
        var version = Number("PRAGMA user_version");
        var refusal = Assert.Throws<JobStoreException>(() => new StoreDriver(new SqliteStore(FilePath, TimeProvider.System), "a client", isVisit: true));
        Assert.Equal(JobStoreFault.Older, refusal.Fault);
        Assert.Contains(FilePath, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(version, Number("PRAGMA user_version"));
    }

    [Theory]
    [InlineData("v1.sql")]
    [InlineData("v2.sql")]
    [InlineData("v3.sql")]
    [InlineData("v4.sql")]
    public void ANewFile_HasTheSchemaOfAMigratedOne(string released)
    {
        Released.Unpack(released, _folder.File("old.db"));
        using (new StoreDriver(new SqliteStore(_folder.File("old.db"), TimeProvider.System)))
        using (Open())
        {
            Assert.Equal(SchemaOf(FilePath), SchemaOf(_folder.File("old.db")));
        }
    }

    public void Dispose() => _folder.Dispose();

    private StoreDriver Open(StoreLimits? limits = null) => new(new SqliteStore(
        FilePath, TimeProvider.System, new SqliteStoreOptions { Limits = limits ?? StoreLimits.Default }));

    private string[] TablesOf(JobId id)
    {
        using var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadOnly, TimeSpan.Zero);
        (string Table, string Column)[] tables =
        [
            ("checkpoint", "job_id"), ("child_key", "parent_id"), ("history", "id"), ("job", "id"), ("job_retry", "job_id"), ("journal", "job_id"), ("log", "job_id"),
            ("payload", "job_id"), ("progress", "job_id"), ("sleep", "job_id"), ("tag", "job_id"), ("task_result", "job_id"),
        ];
        return [.. tables.Where(t => database.QueryNumber($"SELECT count(*) FROM {t.Table} WHERE {t.Column} = {id}") > 0).Select(t => t.Table)];
    }

    private long Number(string sql)
    {
        using var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadOnly, TimeSpan.Zero);
        return database.QueryNumber(sql);
    }

    private string? Text(string sql)
    {
        using var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadOnly, TimeSpan.Zero);
        return database.QueryText(sql);
    }

    private static string SchemaOf(string path)
    {
        using var database = SqliteDatabase.Open(path, SqliteAccess.ReadOnly, TimeSpan.Zero);
        return database.QueryText("SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name)")!;
    }
}
