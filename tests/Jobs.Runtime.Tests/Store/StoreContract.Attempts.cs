using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public void EveryWriteOfAnAttempt_WhenItsFenceIsLost_IsStaleAndWritesNothing()
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Commit(db.Reschedule(job.Id)); // fence 2 from here on

        var note = new NoteAtom { Id = job.Id, Fence = 1, Progress = new JobProgress(5) };
        note.Lines.Add(new StoredLogLine(db.Now, "late"));
        Atom[] late =
        [
            StoreDriver.Checkpoint(job.Id, "late"),
            db.Result(job.Id, 1),
            new SleepAtom { Id = job.Id, Fence = 1, Key = "s", DueAt = db.Now },
            note,
            db.Reschedule(job.Id),
            db.Completion(job.Id),
        ];
        db.Commit(late);

        Assert.All(late, a => Assert.Equal(AtomAnswer.Stale, a.Answer));
        var info = db.Reader.Find(job.Id)!.Info;
        Assert.Equal((JobStatus.Ready, null), (info.Status, info.Progress));
        Assert.Equal("""{"state":0}""", StoreDriver.Text(db.Reader.LoadPayload(job.Id)!.State));
        Assert.Empty(db.Reader.LoadTaskKeys(job.Id));
        Assert.Empty(db.Reader.LoadLog(job.Id));
        Assert.Equal(2, db.Reader.LoadJobs([job.Id])[0].Fence);
    }

    [Fact]
    public void EveryWriteOfAnAttempt_WhenTheJobIsUnknown_IsStale()
    {
        var db = Open();
        var nobody = db.NextId();
        Assert.Equal(AtomAnswer.Stale, db.Apply(StoreDriver.Checkpoint(nobody, "{}")));
        Assert.Equal(AtomAnswer.Stale, db.Apply(db.Completion(nobody)));
    }

    [Fact]
    public void Checkpoint_ReplacesTheStateAndLeavesTheInput()
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Commit(StoreDriver.Checkpoint(job.Id, "first"));
        Assert.Equal(AtomAnswer.Applied, db.Apply(StoreDriver.Checkpoint(job.Id, "second")));

        var payload = db.Reader.LoadPayload(job.Id)!;
        Assert.Equal(("second", 2, """{"in":1}"""), (StoreDriver.Text(payload.State), payload.StateVersion, StoreDriver.Text(payload.Input)));
    }

    [Fact]
    public void Checkpoint_CoversTheResultsThatTheLoopReceived_AndNoOthers()
    {
        var db = Open();
        var job = db.SubmitJob();
        var (one, two) = (db.Result(job.Id, 1), db.Result(job.Id, 2));
        db.Commit(one, two, StoreDriver.Checkpoint(job.Id, "{}", covered: [one.ResultId]));

        Assert.Equal(
            [(one.ResultId, true), (two.ResultId, false)],
            db.Reader.LoadTaskKeys(job.Id).OrderBy(k => k.ResultId).Select(k => (k.ResultId, k.IsCovered)));
    }

    [Fact]
    public void Checkpoint_WhenItCoversAResultThatIsNotStored_IsRejectedWhole()
    {
        var db = Open();
        var job = db.SubmitJob();
        var result = db.Result(job.Id, 1);
        db.Commit(result);

        var atom = StoreDriver.Checkpoint(job.Id, "torn", covered: [result.ResultId, 123456]);
        Assert.Equal(AtomAnswer.Rejected, db.Apply(atom));

        Assert.Contains("123456", atom.RejectedBecause);
        Assert.False(db.Reader.LoadTaskKeys(job.Id)[0].IsCovered);
        Assert.Equal("""{"state":0}""", StoreDriver.Text(db.Reader.LoadPayload(job.Id)!.State));
    }

    [Fact]
    public void Checkpoint_WhenItCoversAnotherJobsResult_IsRejectedWhole()
    {
        var db = Open();
        var (job, other) = (db.SubmitJob(), db.SubmitJob());
        var result = db.Result(other.Id, 1);
        db.Commit(result);

        Assert.Equal(AtomAnswer.Rejected, db.Apply(StoreDriver.Checkpoint(job.Id, "torn", covered: [result.ResultId])));
        Assert.False(db.Reader.LoadTaskKeys(other.Id)[0].IsCovered);
    }

    [Theory]
    [InlineData("checkpoint")]
    [InlineData("task result")]
    [InlineData("sleep")]
    [InlineData("child")]
    [InlineData("progress")]
    [InlineData("line")]
    public void Row_TellsWhetherAnAttemptHasLeftSomething(string what)
    {
        var db = Open();
        var job = db.Submit(db.NewJob(tags: new() { ["a"] = "b" }, journal: StoreDriver.Utf8("j"))).Job;
        Assert.False(Assert.Single(db.Window().Jobs).MayHaveRun);
        var note = new NoteAtom { Id = job.Id, Fence = 1 };
        if (what == "progress") note.Progress = new JobProgress { Completed = 1 };
        if (what == "line") note.Lines.Add(new StoredLogLine(db.Now, "said"));
        db.Commit(what switch
        {
            "checkpoint" => StoreDriver.Checkpoint(job.Id, "{}"),
            "task result" => db.Result(job.Id, 1),
            "sleep" => new SleepAtom { Id = job.Id, Fence = 1, Key = "nap", DueAt = db.Now },
            "child" => db.NewChild(job, "key"),
            _ => note,
        });
        Assert.True(db.Window().Jobs.Single(j => j.Id == job.Id).MayHaveRun);
        Assert.True(db.Reader.LoadJobs([job.Id])[0].MayHaveRun);
    }

    [Fact]
    public void Journal_KeepsContiguousEntries_AndABaseReplacesThem()
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Commit(Entry(1, true, "base"), Entry(2, false, "d2"), Entry(3, false, "d3"));
        Assert.Equal(["base", "d2", "d3"], Bodies());

        db.Commit(Entry(4, true, "folded"), Entry(5, false, "d5"));
        Assert.Equal(["folded", "d5"], Bodies());
        Assert.Equal(5, db.Reader.LoadPayload(job.Id)!.JournalSequence);

        CheckpointAtom Entry(long sequence, bool isBase, string body) => StoreDriver.Checkpoint(
            job.Id, "{}", journal: new StoredJournalEntry(sequence, isBase, StoreDriver.Utf8(body)));
        string[] Bodies() => [.. db.Reader.LoadPayload(job.Id)!.Journal.Select(e => StoreDriver.Text(e.Body))];
    }

    [Theory]
    [InlineData(2)] // said again
    [InlineData(4)] // a gap
    public void Journal_WhenAnEntryDoesNotFollow_RejectsTheCheckpoint(long sequence)
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Commit(
            StoreDriver.Checkpoint(job.Id, "1", journal: new StoredJournalEntry(1, true, [1])),
            StoreDriver.Checkpoint(job.Id, "2", journal: new StoredJournalEntry(2, false, [2])));

        var atom = StoreDriver.Checkpoint(job.Id, "3", journal: new StoredJournalEntry(sequence, false, [3]));
        Assert.Equal(AtomAnswer.Rejected, db.Apply(atom));
        Assert.Equal(("2", 2L), (StoreDriver.Text(db.Reader.LoadPayload(job.Id)!.State), db.Reader.LoadPayload(job.Id)!.JournalSequence));
    }

    [Fact]
    public void Journal_WhoseFoldIsComplete_IsReadFromWhereItBegan()
    {
        var db = Open(StoreLimits.Default with { JournalRowsDroppedMax = 1 });
        var job = db.SubmitJob();
        db.Commit(Save(Entry(1, "base") with { IsBase = true }), Save(Entry(2, "d2")), Save(Entry(3, "begins")), Save(Entry(4, "goes")));
        Assert.Equal(["base", "d2", "begins", "goes"], Bodies());

        // What is replaced goes one by one, and is not read meanwhile.
        db.Commit(Save(Entry(5, "ends", at: 3) with { EndsFold = true }));
        Assert.Equal(["begins", "goes", "ends"], Bodies());
        db = Crash(db);
        db.Commit(Save(Entry(6, "d6", at: 3)));
        Assert.Equal(["begins", "goes", "ends", "d6"], Bodies());
        Assert.True(db.Reader.LoadPayload(job.Id)!.Journal[0].IsBase);

        CheckpointAtom Save(StoredJournalEntry entry) => StoreDriver.Checkpoint(job.Id, "{}", journal: entry);
        StoredJournalEntry Entry(long sequence, string body, long at = 1) => new(sequence, false, StoreDriver.Utf8(body)) { Base = at };
        string[] Bodies() => [.. db.Reader.LoadPayload(job.Id)!.Journal.Select(e => StoreDriver.Text(e.Body))];
    }

    [Fact]
    public void Journal_WhoseFoldDidNotBegin_RejectsItsEnd()
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Commit(StoreDriver.Checkpoint(job.Id, "1", journal: new StoredJournalEntry(1, true, [1])));
        var atom = StoreDriver.Checkpoint(job.Id, "2", journal: new StoredJournalEntry(2, false, [2]) { Base = 7, EndsFold = true });
        Assert.Equal(AtomAnswer.Rejected, db.Apply(atom));
        Assert.Equal(1, db.Reader.LoadPayload(job.Id)!.JournalSequence);
    }

    [Fact]
    public void TaskResult_IsFoundByIdAndKeepsItsArguments()
    {
        var db = Open();
        var job = db.SubmitJob();
        var result = db.Result(job.Id, 5, isFaulted: true, body: """{"type":"Boom"}""");
        db.Commit(result);

        Assert.Equal(new StoredTaskKey(result.ResultId, new TaskIdentity(9, 5), true, false), Assert.Single(db.Reader.LoadTaskKeys(job.Id)));
        var stored = db.Reader.LoadTaskResult(result.ResultId)!;
        Assert.Equal(("[5]", true, """{"type":"Boom"}"""), (StoreDriver.Text(stored.Arguments), stored.IsFaulted, StoreDriver.Text(stored.Body)));
        Assert.Null(db.Reader.LoadTaskResult(result.ResultId + 1));
    }

    [Fact]
    public void TaskResult_WhenItsIdentityIsStored_IsADuplicate_AndOnlyWithinTheJob()
    {
        var db = Open();
        var (job, other) = (db.SubmitJob(), db.SubmitJob());
        db.Commit(db.Result(job.Id, 5, body: "first"));
        Assert.Equal(AtomAnswer.Duplicate, db.Apply(db.Result(job.Id, 5, body: "second")));
        Assert.Equal(AtomAnswer.Applied, db.Apply(db.Result(other.Id, 5)));
        Assert.Equal("first", StoreDriver.Text(db.Reader.LoadTaskResult(db.Reader.LoadTaskKeys(job.Id)[0].ResultId)!.Body));
    }

    [Fact]
    public void Reschedule_RaisesTheFenceAndKeepsTheCheckpoint()
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Commit(StoreDriver.Checkpoint(job.Id, "saved"), db.Reschedule(job.Id, status: JobStatus.Scheduled));

        var row = Assert.Single(db.Reader.LoadJobs([job.Id]));
        Assert.Equal((JobStatus.Scheduled, 2L, 77L, 1, db.Now.AddMinutes(1)), (row.Status, row.Fence, row.Rank, row.FailedAttempts, row.DueAt));
        Assert.Equal("saved", StoreDriver.Text(db.Reader.LoadPayload(job.Id)!.State));
        Assert.Equal("Boom", db.Reader.Find(job.Id)!.Info.Error!.Type);
    }

    [Fact]
    public void Reschedule_DropsOnlyFailuresThatNoCheckpointCovers_AndOnlyWhenAsked()
    {
        var db = Open();
        var job = db.SubmitJob();
        var (good, covered, open) = (db.Result(job.Id, 1), db.Result(job.Id, 2, isFaulted: true), db.Result(job.Id, 3, isFaulted: true));
        db.Commit(good, covered, open, StoreDriver.Checkpoint(job.Id, "{}", covered: [covered.ResultId]), db.Reschedule(job.Id));
        Assert.Equal(3, db.Reader.LoadTaskKeys(job.Id).Count);

        db.Commit(db.Reschedule(job.Id, fence: 2, dropsFailures: true));
        Assert.Equal([good.ResultId, covered.ResultId], db.Reader.LoadTaskKeys(job.Id).Select(k => k.ResultId).Order());
        Assert.Null(db.Reader.LoadTaskResult(open.ResultId));
        Assert.Equal(AtomAnswer.Applied, db.Apply(db.Result(job.Id, 3, fence: 3)));
    }

    [Theory]
    [InlineData(JobStatus.Completed)]
    [InlineData(JobStatus.Blocked)]
    public void Reschedule_WhenTheEdgeIsNotLegal_IsStale(JobStatus status)
    {
        var db = Open();
        var job = db.SubmitJob();
        Assert.Equal(AtomAnswer.Stale, db.Apply(db.Reschedule(job.Id, status: status)));
    }

    [Fact]
    public void Sleep_WhenTheKeyHasADeadline_AnswersThatOne()
    {
        var db = Open();
        var job = db.SubmitJob();
        var first = new SleepAtom { Id = job.Id, Fence = 1, Key = "s", DueAt = db.Now.AddDays(1) };
        Assert.Equal(AtomAnswer.Applied, db.Apply(first));
        Assert.Equal(first.DueAt, first.ExistingDueAt);

        var again = new SleepAtom { Id = job.Id, Fence = 1, Key = "s", DueAt = db.Now.AddDays(9) };
        Assert.Equal(AtomAnswer.Duplicate, db.Apply(again));
        Assert.Equal(first.DueAt, again.ExistingDueAt);
        Assert.Equal(AtomAnswer.Applied, db.Apply(new SleepAtom { Id = job.Id, Fence = 1, Key = "other", DueAt = db.Now }));
    }

    [Fact]
    public void Note_KeepsTheNewestProgressAndTheNewestLines()
    {
        var db = Open(new StoreLimits { LogLinesMax = 3 });
        var job = db.SubmitJob();
        db.Commit(Note(new JobProgress(1, 10, 100, 1000, "scan", "a"), "1", "2"), Note(new JobProgress(2), "3", "4"));
        db.Commit(Note(null, "5"));

        Assert.Equal(new JobProgress(2), db.Reader.Find(job.Id)!.Info.Progress);
        Assert.Equal(["3", "4", "5"], db.Reader.LoadLog(job.Id).Select(l => l.Text));

        db.Commit(Note(new JobProgress(3, 10, 100, 1000, "scan", "a")), db.Completion(job.Id));
        Assert.Equal(new JobProgress(3, 10, 100, 1000, "scan", "a"), db.Reader.Find(job.Id)!.Info.Progress);
        Assert.Equal(new StoredLogLine(db.Now, "5"), db.Reader.LoadLog(job.Id)[^1]);

        NoteAtom Note(JobProgress? progress, params string[] lines)
        {
            var note = new NoteAtom { Id = job.Id, Fence = 1, Progress = progress };
            note.Lines.AddRange(lines.Select(l => new StoredLogLine(db.Now, l)));
            return note;
        }
    }

    [Fact]
    public void TaskKeys_ReadInPages_AreEachReadOnce()
    {
        var db = Open();
        var (job, other) = (db.SubmitJob(), db.SubmitJob());
        ulong[] identities = [5, 0, ulong.MaxValue, 3, 1UL << 63, 9, 255, 256];
        db.Commit([.. identities.Select(i => db.Result(job.Id, i)), db.Result(other.Id, 4)]);

        var read = new List<TaskIdentity>();
        while (true)
        {
            var page = db.Reader.LoadTaskKeys(job.Id, read.Count == 0 ? null : read[^1], 3);
            read.AddRange(page.Select(k => k.Identity));
            if (page.Count < 3) break;
        }

        Assert.Equal(identities.Order().Select(i => new TaskIdentity(9, i)), read);
    }

    [Fact]
    public void Outcome_MovesTheJobToHistoryAndLeavesNothingElseOfIt()
    {
        var db = Open();
        var parent = db.Submit(db.NewJob(tags: new() { ["a"] = "b" }, journal: [1])).Job;
        var result = db.Result(parent.Id, 1);
        db.Commit(result, StoreDriver.Checkpoint(parent.Id, "s"), new SleepAtom { Id = parent.Id, Fence = 1, Key = "s", DueAt = db.Now });
        db.Commit(db.NewChild(parent, "c"));

        var outcome = db.Completion(parent.Id, result: """{"r":1}""");
        Assert.Equal(AtomAnswer.Applied, db.Apply(outcome));

        Assert.Equal(JobStatus.Completed, outcome.StoredStatus);
        Assert.Empty(db.Reader.LoadJobs([parent.Id]));
        Assert.Null(db.Reader.LoadPayload(parent.Id));
        Assert.Empty(db.Reader.LoadTaskKeys(parent.Id));
        Assert.Null(db.Reader.LoadTaskResult(result.ResultId));
        var ended = db.Reader.Find(parent.Id)!;
        Assert.Equal("""{"r":1}""", StoreDriver.Text(ended.Result));
        Assert.Equal((JobStatus.Completed, db.Now, "b"), (ended.Info.Status, ended.Info.FinishedAt, ended.Info.Tags["a"]));
        Assert.Equal(AtomAnswer.Stale, db.Apply(db.Completion(parent.Id)));
    }

    [Fact]
    public void Outcome_KeepsTheError()
    {
        var db = Open();
        var job = db.SubmitJob();
        var error = new JobError("Boom", "It \"failed\".", IsPermanent: true, "at Here()");
        db.Commit(db.Completion(job.Id, status: JobStatus.Failed, error: error));
        Assert.Equal((JobStatus.Failed, error), (db.Reader.Find(job.Id)!.Info.Status, db.Reader.Find(job.Id)!.Info.Error));
    }

    [Theory]
    [InlineData(JobStatus.Ready)]
    [InlineData(JobStatus.Suspended)]
    [InlineData(JobStatus.Expired)]
    public void Outcome_WhenTheEdgeIsNotLegal_IsStale(JobStatus status)
    {
        var db = Open();
        var job = db.SubmitJob();
        Assert.Equal(AtomAnswer.Stale, db.Apply(db.Completion(job.Id, status: status)));
        Assert.Single(db.Reader.LoadJobs([job.Id]));
    }
}
