using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>A store that is well has no findings; each row that must not be has one, and a job that does not move has a reason.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A wrong row for each check.</summary>
    private static readonly Dictionary<string, string> Planted = new()
    {
        ["meta-row"] = "DELETE FROM meta",
        ["clean-mark"] = "UPDATE meta SET is_clean = 1; INSERT OR REPLACE INTO start_mark VALUES (1, 0, x'0000000000000000')",
        ["mark-shape"] = "INSERT OR REPLACE INTO start_mark VALUES (1, 0, x'00')",
        ["id-twice"] = "UPDATE history SET id = 1 WHERE status = 10",
        ["id-unreserved"] = "UPDATE meta SET id_high_water = 1",
        ["status-active"] = "UPDATE job SET status = 4 WHERE id = 1",
        ["status-ended"] = "UPDATE history SET status = 3",
        ["fence"] = "UPDATE job SET fence = 0 WHERE id = 1",
        ["counts"] = "UPDATE job SET crashes = -1 WHERE id = 1",
        ["cell"] = "UPDATE job SET priority = 'abc' WHERE id = 1",
        ["kind"] = "UPDATE job SET kind = 99 WHERE id = 1",
        ["counter"] = "UPDATE counter SET n = n + 1 WHERE status = 3",
        ["token-twice"] = "UPDATE history SET token = 't'; UPDATE job SET token = 't' WHERE id = 1",
        ["times"] = "UPDATE history SET finished_at = -5",
        ["tree-root"] = "UPDATE job SET root_id = 5 WHERE id = 1",
        ["tree-order"] = "UPDATE job SET parent_id = 900 WHERE parent_id = 1",
        ["tree-split"] = "UPDATE job SET root_id = 900 WHERE parent_id = 1",
        ["command-unfinished"] = "INSERT INTO tree_command VALUES (1, 900, 900, 7, 0)",
        ["tree-cancel"] = "UPDATE job SET is_cancel_requested = 1 WHERE id = 1",
        ["payload-missing"] = "DELETE FROM payload WHERE job_id = 1",
        ["payload-orphan"] = "INSERT INTO payload VALUES (900, '{}', '{}', '')",
        ["checkpoint-orphan"] = "INSERT INTO checkpoint VALUES (900, 1, '{}')",
        ["checkpoint-bit"] = "UPDATE job SET parts = 0 WHERE id = 1",
        ["journal-orphan"] = "INSERT INTO journal VALUES (900, 1, 1, '[]')",
        ["journal-bit"] = "UPDATE job SET parts = 0 WHERE id = 1",
        ["task_result-orphan"] = "INSERT INTO task_result VALUES (900, 900, x'00000000000000000000000000000000', 0, 0, '[]', '1')",
        ["task_result-bit"] = "UPDATE job SET parts = 0 WHERE id = 1",
        ["child_key-orphan"] = "INSERT INTO child_key VALUES (900, 'k', 1, 0)",
        ["child_key-bit"] = "UPDATE job SET parts = 0 WHERE id = 1",
        ["sleep-orphan"] = "INSERT INTO sleep VALUES (900, 'k', 1)",
        ["sleep-bit"] = "UPDATE job SET parts = 0 WHERE id = 1",
        ["tag-orphan"] = "INSERT INTO tag VALUES (900, 'k', 'v')",
        ["tag-bit"] = "UPDATE job SET parts = 0 WHERE id = 1",
        ["progress-orphan"] = "INSERT INTO progress VALUES (900, '{}')",
        ["progress-bit"] = "UPDATE job SET parts = 0 WHERE id = 1",
        ["log-orphan"] = "INSERT INTO log VALUES (900, 1, 1, 'x')",
        ["log-bit"] = "UPDATE job SET parts = 0 WHERE id = 1",
        ["journal-gap"] = "INSERT INTO journal VALUES (1, 9, 0, '[]')",
        ["journal-base"] = "DELETE FROM journal WHERE job_id = 1 AND seq = 1",
        ["identity"] = "UPDATE task_result SET identity = x'00'",
        ["json-payload"] = "UPDATE payload SET input = '{' WHERE job_id = 1",
        ["job_retry-orphan"] = "INSERT INTO job_retry VALUES (900, 899, 899)",
        ["job_retry-bit"] = "INSERT INTO job_retry VALUES (1, 0, 0)",
        ["retry-bit"] = "UPDATE history SET parts = 0 WHERE parts & 512",
        ["retry-active"] = "UPDATE job_retry SET of_id = 1",
        ["retry-order"] = "UPDATE job_retry SET of_id = job_id + 1",
        ["json-items"] = "UPDATE payload SET journal = '{' WHERE job_id = 1",
        ["json-checkpoint"] = "UPDATE checkpoint SET state = '{'",
        ["json-journal"] = "UPDATE journal SET body = '{' WHERE seq = 1",
        ["json-result"] = "UPDATE task_result SET body = '{'",
        ["json-row"] = "UPDATE job SET error = '{' WHERE id = 1",
        ["json-history"] = "UPDATE history SET result = '{'",
        ["command-answer"] = "INSERT INTO command VALUES ('t', 9, 1)",
    };

    public static TheoryData<string> Checks => [.. StoreChecks.All.Select(c => c.Name)];

    private string FilePath => _folder.File("jobs.db");

    [Fact]
    public void Checks_HaveEachANameOfItsOwn() => Assert.Equal(StoreChecks.All.Count, StoreChecks.All.Select(c => c.Name).Distinct().Count());

    [Fact]
    public void Store_ThatIsWell_HasNoFindings_WhileItIsOwnedAndAtRest()
    {
        using (var db = Fill())
        {
            Assert.Empty(Examine().Findings);
            db.Store.Close();
        }

        var report = Examine();
        Assert.Empty(report.Findings);
        Assert.True(report.WasClosed);
        Assert.Equal((Schema.Version, StoreChecks.All.Count + 1), (report.SchemaVersion, report.ChecksMade));
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public void Row_ThatMustNotBe_IsFound(string check)
    {
        Fill().Dispose();
        using (var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadWrite, TimeSpan.Zero)) database.Execute(Planted[check]);
        Assert.Contains(check, Examine().Findings.Select(f => f.Check));
    }

    [Fact]
    public void Finding_WithManyRows_ShowsSomeAndTellsHowManyMore()
    {
        Fill().Dispose();
        using (var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadWrite, TimeSpan.Zero))
        {
            for (var i = 0; i < 25; i++) database.Execute($"INSERT INTO progress VALUES ({900 + i}, '{{}}')");
        }

        var findings = Examine().Findings;
        Assert.Equal(StoreCheck.ShownMax + 1, findings.Count);
        Assert.Equal("5 more like this.", findings[^1].Text);
    }

    [Fact]
    public void File_WithADamagedPage_IsTold_AndAskedNothingMore()
    {
        Fill().Dispose();
        using (var file = File.OpenWrite(FilePath))
        {
            file.Position = 4096 * 5;
            file.Write(new byte[4096]);
        }

        var findings = Examine().Findings;
        Assert.NotEmpty(findings);
        Assert.All(findings, f => Assert.Equal("file-damaged", f.Check));
    }

    [Fact]
    public void File_OfAnOlderVersion_IsExaminedAsItIs()
    {
        Released.Unpack("v1.sql", FilePath);
        var report = Examine();
        Assert.Equal(1, report.SchemaVersion);
        Assert.Equal(1, Version());
        Assert.DoesNotContain("command-answer", report.Findings.Select(f => f.Check));

        int Version()
        {
            using var database = SqliteDatabase.Open(FilePath, SqliteAccess.ReadOnly, TimeSpan.Zero);
            return (int)database.QueryNumber("PRAGMA user_version");
        }
    }

    [Fact]
    public void Command_ThatIsNotYetInAllRows_IsTold_AndIsNoFinding()
    {
        using var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System, new SqliteStoreOptions { Limits = new StoreLimits { TreeRowsMax = 2 } }));
        var (cancelled, paused) = (db.SubmitJob(), db.SubmitJob());
        var children = Enumerable.Range(0, 4).Select(n => db.SubmitChild(n % 2 == 0 ? cancelled : paused)).ToList();
        children.Add(db.SubmitChild(paused));
        db.Commit(StoreDriver.Command(cancelled.Id, JobCommand.Cancel), StoreDriver.Command(paused.Id, JobCommand.Pause));

        var report = Examine();
        Assert.Empty(report.Findings);
        Assert.Equal([(cancelled.Id, "Cancel", 1L), (paused.Id, "Pause", 2L)], report.UnfinishedCommands.Select(c => (c.Job, c.Command, c.RowsLeft)));
        Assert.Contains("1 row of its tree", report.UnfinishedCommands[0].Text, StringComparison.Ordinal);
        var waiting = report.Waiting.ToDictionary(w => w.Id);
        Assert.Equal(
            [WaitingReason.Cancelling, WaitingReason.Paused, WaitingReason.Cancelling, WaitingReason.Paused, WaitingReason.Paused],
            children.Select(c => waiting[c.Id].Reason));
        Assert.Contains($"jobs resume {paused.Id}", waiting[children[4].Id].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Job_ThatDoesNotMove_HasItsReason()
    {
        using var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System));
        var ready = db.SubmitJob();
        var due = db.Submit(db.NewJob(status: JobStatus.Scheduled, dueAt: db.Now.AddDays(1))).Job;
        var (root, cancelled, retried, unknown) = (db.SubmitJob(), db.SubmitJob(), db.SubmitJob(), db.SubmitJob());
        var child = db.SubmitChild(root);
        var parent = db.SubmitJob();
        db.SubmitChild(parent);
        db.Commit(StoreDriver.Command(root.Id, JobCommand.Pause), StoreDriver.Command(cancelled.Id, JobCommand.Cancel));
        db.Commit(db.Reschedule(retried.Id, status: JobStatus.Scheduled));
        db.Commit(new RescheduleAtom
        {
            Id = unknown.Id, Fence = 1, Status = JobStatus.Scheduled, DueAt = db.Now.AddMinutes(1), Rank = 0, FailedAttempts = 0,
            Error = new JobError("UnknownJob", "No class named 'copy'."),
        });

        var unread = db.SubmitJob();
        db.Commit(new RescheduleAtom
        {
            Id = unread.Id, Fence = 1, Status = JobStatus.Scheduled, DueAt = db.Now.AddMinutes(1), Rank = 0, FailedAttempts = 0,
            Error = JobError.FromException(new JobPayloadException("It has another shape.")) with { IsPermanent = true },
        });

        var waiting = Examine().Waiting.ToDictionary(w => w.Id);
        Assert.Equal(WaitingReason.Parked, waiting[unread.Id].Reason);
        Assert.Contains("It has another shape.", waiting[unread.Id].Text, StringComparison.Ordinal);
        Assert.Equal(
            [WaitingReason.Ready, WaitingReason.NotDue, WaitingReason.Paused, WaitingReason.Cancelling, WaitingReason.Retry, WaitingReason.UnknownClass, WaitingReason.Paused, WaitingReason.Children],
            new[] { ready, due, root, cancelled, retried, unknown, child, parent }.Select(j => waiting[j.Id].Reason));
        Assert.Contains($"jobs resume {root.Id}", waiting[child.Id].Text, StringComparison.Ordinal);
        Assert.Contains("It failed.", waiting[retried.Id].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Job_ThatIsParked_StaysSo_WhenTheTimeOfItsNextLookHasPassed()
    {
        using var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System));
        db.SubmitJob("copy");
        var (unknown, unread) = (db.SubmitJob("cpoy"), db.SubmitJob());
        Park(unknown, new JobError(JobError.UnknownJob, "No class named 'cpoy'."));
        Park(unread, JobError.FromException(new JobPayloadException("It has another shape.")) with { IsPermanent = true });

        var waiting = JobsDoctor.Examine(FilePath, StoreDriver.Start.AddHours(1)).Waiting.ToDictionary(w => w.Id);
        Assert.Equal(
            (WaitingReason.UnknownClass, $"No class named 'cpoy'. A host looks at it again as soon as it runs. If the name is wrong, cancel it and submit it again: jobs cancel {unknown.Id}"),
            (waiting[unknown.Id].Reason, waiting[unknown.Id].Text));
        Assert.Equal(WaitingReason.Parked, waiting[unread.Id].Reason);
        Assert.Contains("It has another shape.", waiting[unread.Id].Text, StringComparison.Ordinal);
        Assert.Contains("a host looks at it again at ", JobsDoctor.Examine(FilePath, StoreDriver.Start).Waiting.Single(w => w.Id == unread.Id).Text, StringComparison.Ordinal);

        void Park(StoredJob job, JobError why) => db.Commit(new RescheduleAtom
        {
            Id = job.Id, Fence = 1, Status = JobStatus.Scheduled, DueAt = db.Now.AddMinutes(1), Rank = 0, FailedAttempts = 0, Error = why,
        });
    }

    public void Dispose() => _folder.Dispose();

    private DoctorReport Examine() => JobsDoctor.Examine(FilePath, StoreDriver.Start);

    // Every table has rows: job 1 with everything, its child, one that ended with a result, one that keeps all, and one that was retried.
    private StoreDriver Fill()
    {
        var db = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System));
        var job = db.Submit(db.NewJob(tags: new() { ["a"] = "b" }, journal: StoreDriver.Utf8("[]"))).Job;
        Assert.Equal(new JobId(1), job.Id);
        var note = new NoteAtom { Id = job.Id, Fence = 1, Progress = new JobProgress(1) };
        note.Lines.Add(new StoredLogLine(db.Now, "line"));
        db.Commit(
            note, db.NewChild(job, "c"), db.Result(job.Id, 1), new SleepAtom { Id = job.Id, Fence = 1, Key = "s", DueAt = db.Now },
            StoreDriver.Checkpoint(job.Id, "{}", journal: new StoredJournalEntry(2, false, StoreDriver.Utf8("[1]"))),
            StoreDriver.Command(job.Id, JobCommand.Resume, "token"));
        var ended = db.SubmitJob();
        db.Commit(db.Completion(ended.Id, result: "1"));
        var (kept, failed) = (db.Submit(db.NewJob(journal: StoreDriver.Utf8("[]"))).Job, db.SubmitJob());
        db.Commit(
            db.Result(kept.Id, 1), new SleepAtom { Id = kept.Id, Fence = 1, Key = "s", DueAt = db.Now }, StoreDriver.Checkpoint(kept.Id, "{}"),
            db.Completion(kept.Id, status: JobStatus.Failed), db.Result(failed.Id, 1), db.Completion(failed.Id, status: JobStatus.DeadLettered));
        db.Commit(db.NewRetry(failed.Id));
        db.Mark(alone: false, job.Id);
        return db;
    }
}
