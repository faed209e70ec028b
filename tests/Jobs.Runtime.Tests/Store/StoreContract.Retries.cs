using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

public abstract partial class StoreContract
{
    [Theory]
    [InlineData(JobStatus.Failed)]
    [InlineData(JobStatus.DeadLettered)]
    [InlineData(JobStatus.Cancelled)]
    [InlineData(JobStatus.Quarantined)]
    public void Retry_OfAJobThatEndedBadly_IsANewJobThatGoesOnFromItsLastCheckpoint(JobStatus status)
    {
        var db = Open();
        var old = db.Submit(db.NewJob(key: "k", tags: new() { ["volume"] = "d" }, journal: StoreDriver.Utf8("[1]"), retry: RetryPolicy.Default, timeout: TimeSpan.FromMinutes(5))).Job;
        var covered = db.Result(old.Id, 1);
        db.Commit(
            covered, db.Result(old.Id, 2, body: "two"), db.Result(old.Id, 3, isFaulted: true), new SleepAtom { Id = old.Id, Fence = 1, Key = "nap", DueAt = db.Now },
            StoreDriver.Checkpoint(old.Id, "saved", covered: [covered.ResultId], journal: new StoredJournalEntry(2, false, StoreDriver.Utf8("[2]"))));
        db.Commit(db.Completion(old.Id, status: status, error: new JobError("Boom", "It failed.")));
        Assert.Null(db.Reader.LoadPayload(old.Id));

        var retry = db.NewRetry(old.Id);
        Assert.Equal((AtomAnswer.Applied, RetryOutcome.Retried), (db.Apply(retry), retry.Outcome));

        var payload = db.Reader.LoadPayload(retry.Id)!;
        Assert.Equal(("""{"in":1}""", "saved", 2, 2L), (StoreDriver.Text(payload.Input), StoreDriver.Text(payload.State), payload.StateVersion, payload.JournalSequence));
        Assert.Equal(["[1]", "[2]"], payload.Journal.Select(e => StoreDriver.Text(e.Body)));
        Assert.Equal(old.Id, payload.OriginId);
        Assert.Equal([(covered.ResultId, true), (covered.ResultId + 1, false)], db.Reader.LoadTaskKeys(retry.Id).Select(k => (k.ResultId, k.IsCovered)));
        Assert.Equal("two", StoreDriver.Text(db.Reader.LoadTaskResult(covered.ResultId + 1)!.Body));
        Assert.Null(db.Reader.LoadTaskResult(covered.ResultId + 2));
        Assert.Empty(db.Reader.LoadTaskKeys(old.Id));

        var row = Assert.Single(db.Window().Jobs);
        Assert.Equal((retry.Id, retry.Id, JobId.None, 1L, 0, 0), (row.Id, row.RootId, row.ParentId, row.Fence, row.FailedAttempts, row.Crashes));
        Assert.Equal((RetryPolicy.Default, TimeSpan.FromMinutes(5), true), (row.Retry, row.Timeout, row.MayHaveRun));
        var (was, now) = (db.Reader.Find(old.Id)!.Info, db.Reader.Find(retry.Id)!.Info);
        Assert.Equal((status, retry.Id, JobId.None, "d"), (was.Status, was.RetriedAs, was.RetryOf, was.Tags["volume"]));
        Assert.Equal((JobStatus.Ready, JobId.None, old.Id, "d", "k"), (now.Status, now.RetriedAs, now.RetryOf, now.Tags["volume"], now.Key));
        Assert.Equal(new Dictionary<JobStatus, long> { [JobStatus.Ready] = 1, [status] = 1 }, db.Reader.Counters());

        var nap = new SleepAtom { Id = retry.Id, Fence = 1, Key = "nap", DueAt = db.Now.AddHours(1) };
        Assert.Equal((AtomAnswer.Duplicate, db.Now), (db.Apply(nap), nap.ExistingDueAt));
        var next = StoreDriver.Checkpoint(retry.Id, "next", covered: [covered.ResultId + 1], journal: new StoredJournalEntry(3, false, StoreDriver.Utf8("[3]")));
        Assert.Equal(AtomAnswer.Applied, db.Apply(next));
    }

    [Fact]
    public void Retry_FromTheStart_TakesTheInputAndTheInitialStateAlone()
    {
        var db = Open();
        var old = db.Submit(db.NewJob(journal: StoreDriver.Utf8("[1]"))).Job;
        var result = db.Result(old.Id, 1);
        db.Commit(result, new SleepAtom { Id = old.Id, Fence = 1, Key = "nap", DueAt = db.Now }, db.NewChild(old, "c"));
        db.Commit(StoreDriver.Checkpoint(old.Id, "folded", journal: new StoredJournalEntry(2, true, StoreDriver.Utf8("[7]"))));
        db.Commit(db.Completion(old.Id, status: JobStatus.Failed));

        var retry = db.NewRetry(old.Id, fromStart: true);
        Assert.Equal(AtomAnswer.Applied, db.Apply(retry));
        var payload = db.Reader.LoadPayload(retry.Id)!;
        Assert.Equal(("""{"state":0}""", 1, 1L), (StoreDriver.Text(payload.State), payload.StateVersion, payload.JournalSequence));
        Assert.Equal("[1]", StoreDriver.Text(Assert.Single(payload.Journal).Body));
        Assert.Equal(JobId.None, payload.OriginId);
        Assert.Empty(db.Reader.LoadTaskKeys(retry.Id));
        Assert.False(Assert.Single(db.Reader.LoadJobs([retry.Id])).MayHaveRun);
        Assert.Equal(AtomAnswer.Applied, db.Apply(new SleepAtom { Id = retry.Id, Fence = 1, Key = "nap", DueAt = db.Now }));
        Assert.Equal(AtomAnswer.Applied, db.Apply(db.NewChild(db.Reader.LoadJobs([retry.Id])[0], "c")));
    }

    [Fact]
    public void Retry_OfARetry_KeepsTheOriginOfItsIdempotencyKeys_AndTheLinks()
    {
        var db = Open();
        var first = db.SubmitJob();
        db.Commit(db.Completion(first.Id, status: JobStatus.Failed));
        var second = db.NewRetry(first.Id);
        db.Commit(second);
        db.Commit(db.Completion(second.Id, status: JobStatus.DeadLettered));
        var third = db.NewRetry(second.Id);
        db.Commit(third);

        Assert.Equal(first.Id, db.Reader.LoadPayload(third.Id)!.OriginId);
        var info = db.Reader.Find(second.Id)!.Info;
        Assert.Equal((first.Id, third.Id), (info.RetryOf, info.RetriedAs));
    }

    [Fact]
    public void Retry_IsDoneOnce_AndItsTokenTellsWhoAsksAgain()
    {
        var db = Open();
        var old = db.SubmitJob();
        db.Commit(db.Completion(old.Id, status: JobStatus.Failed));
        var first = db.NewRetry(old.Id, token: "t");
        var (again, late) = (db.NewRetry(old.Id, token: "t"), db.NewRetry(old.Id, token: "u"));
        db.Commit(first, again, late);

        Assert.Equal((AtomAnswer.Duplicate, RetryOutcome.Retried, first.Id), (again.Answer, again.Outcome, again.ExistingId));
        Assert.Equal((AtomAnswer.Duplicate, RetryOutcome.AlreadyRetried, first.Id), (late.Answer, late.Outcome, late.ExistingId));
        Assert.Equal(first.Id, Assert.Single(db.Window().Jobs).Id);

        db.Commit(db.Completion(first.Id));
        var after = db.NewRetry(old.Id, token: "t");
        db.Commit(after);
        Assert.Equal((RetryOutcome.Retried, first.Id), (after.Outcome, after.ExistingId));
    }

    [Fact]
    public void Retry_OfWhatIsNotThere_NotEndedOrCompleted_SaysSo_AndWritesNothing()
    {
        var db = Open();
        var (active, done) = (db.SubmitJob(), db.SubmitJob());
        db.Commit(db.Completion(done.Id));
        var (ofActive, ofDone, ofNone) = (db.NewRetry(active.Id), db.NewRetry(done.Id), db.NewRetry(new JobId(77_000)));
        db.Commit(ofActive, ofDone, ofNone);

        Assert.Equal((AtomAnswer.Stale, RetryOutcome.NotEnded), (ofActive.Answer, ofActive.Outcome));
        Assert.Equal((AtomAnswer.Stale, RetryOutcome.Completed), (ofDone.Answer, ofDone.Outcome));
        Assert.Equal((AtomAnswer.NotFound, RetryOutcome.NotFound), (ofNone.Answer, ofNone.Outcome));
        Assert.Equal(active.Id, Assert.Single(db.Window().Jobs).Id);
    }

    [Fact]
    public void Retry_WhileItsKeyIsActive_IsRefusedWithTheHolder_AndWorksOnceThatHasEnded()
    {
        var db = Open();
        var old = db.Submit(db.NewJob(key: "k")).Job;
        db.Commit(db.Completion(old.Id, status: JobStatus.Failed));
        var holder = db.Submit(db.NewJob(key: "k")).Job;
        var retry = db.NewRetry(old.Id, key: "k");
        db.Commit(retry);
        Assert.Equal((AtomAnswer.Duplicate, RetryOutcome.KeyTaken, holder.Id), (retry.Answer, retry.Outcome, retry.ExistingId));
        Assert.Equal(JobId.None, db.Reader.Find(old.Id)!.Info.RetriedAs);

        db.Commit(db.Completion(holder.Id));
        Assert.Equal(AtomAnswer.Applied, db.Apply(db.NewRetry(old.Id, key: "k")));
        var second = db.NewJob(key: "k");
        Assert.Equal(AtomAnswer.Duplicate, db.Apply(second));
    }

    [Fact]
    public void Retry_WhoseTokenIsAnotherJobs_IsRejected_AndLeavesTheEndedJobAsItWas()
    {
        var db = Open();
        var old = db.SubmitJob();
        db.Commit(db.Completion(old.Id, status: JobStatus.Failed));
        var other = db.Submit(db.NewJob(token: "t")).Job;
        var retry = db.NewRetry(old.Id, token: "t");
        db.Commit(retry, db.NewJob());
        Assert.Equal(AtomAnswer.Rejected, retry.Answer);
        Assert.Contains(other.Id.ToString(), retry.RejectedBecause!);
        Assert.Equal(AtomAnswer.Applied, db.Apply(db.NewRetry(old.Id, token: "u")));
    }

    [Fact]
    public void Retry_OfAParent_FindsTheChildrenThatCompletedOrStillMay_AndRunsTheOthersAgain()
    {
        var db = Open();
        var parent = db.SubmitJob();
        var (done, failed, active, retried) = (db.NewChild(parent, "done"), db.NewChild(parent, "failed"), db.NewChild(parent, "active"), db.NewChild(parent, "retried"));
        var cancelled = db.NewChild(parent, "cancelled");
        db.Commit(done, failed, active, retried, cancelled);
        db.Commit(StoreDriver.Command(cancelled.Id, JobCommand.Cancel)); // Its end is on the way.
        db.Commit(
            db.Completion(done.Id), db.Completion(failed.Id, status: JobStatus.Failed), db.Completion(retried.Id, status: JobStatus.DeadLettered),
            db.Completion(parent.Id, status: JobStatus.Failed));
        var again = db.NewRetry(retried.Id);
        db.Commit(again);
        var retry = db.NewRetry(parent.Id);
        db.Commit(retry);

        var row = db.Reader.LoadJobs([retry.Id])[0];
        var (isDone, isFailed, isActive, isRetried) = (db.NewChild(row, "done"), db.NewChild(row, "failed"), db.NewChild(row, "active"), db.NewChild(row, "retried"));
        db.Commit(isDone, isFailed, isActive, isRetried);
        Assert.Equal(AtomAnswer.Applied, db.Apply(db.NewChild(row, "cancelled")));
        Assert.Equal((AtomAnswer.Duplicate, done.Id), (isDone.Answer, isDone.ExistingId));
        Assert.Equal(AtomAnswer.Applied, isFailed.Answer);
        Assert.Equal((AtomAnswer.Duplicate, active.Id), (isActive.Answer, isActive.ExistingId));
        Assert.Equal((AtomAnswer.Duplicate, again.Id), (isRetried.Answer, isRetried.ExistingId));
        Assert.Equal(parent.Id, db.Reader.Find(active.Id)!.Info.ParentId);
    }

    [Fact]
    public void Retry_OfAChild_IsARootOfItsOwn_WhichACommandToItsFormerTreeDoesNotReach()
    {
        var db = Open();
        var parent = db.SubmitJob();
        var child = db.SubmitChild(parent);
        db.Commit(db.Completion(child.Id, status: JobStatus.Failed));
        db.Commit(StoreDriver.Command(parent.Id, JobCommand.Pause));
        var retry = db.NewRetry(child.Id, name: "child");
        db.Commit(retry);
        var row = Assert.Single(db.Window().Jobs);
        Assert.Equal((retry.Id, retry.Id, JobId.None, false), (row.Id, row.RootId, row.ParentId, row.IsPaused));
    }

    [Fact]
    public void Retention_TakesWhatAnEndedJobKeeps_InBoundedParts_AndNobodyRetriesTheRest()
    {
        var db = Open(new StoreLimits { MaintainChunk = 4, EndRowsMax = 4, HistoryMaxAge = TimeSpan.FromDays(1) });
        var (old, young) = (db.SubmitJob(), db.SubmitJob());
        for (ulong i = 1; i <= 30; i++) db.Commit(db.Result(old.Id, i));
        db.Commit(StoreDriver.Checkpoint(old.Id, "{}", journal: new StoredJournalEntry(1, true, StoreDriver.Utf8("[]"))));
        db.Commit(db.Completion(old.Id, status: JobStatus.Failed));
        db.Now = db.Now.AddDays(2);
        db.Commit(db.Completion(young.Id, status: JobStatus.Failed));
        Assert.Equal(30, db.Reader.LoadTaskKeys(old.Id).Count);

        var parts = 0;
        for (var left = 30; db.Store.Maintain(db.Now); parts++)
        {
            var now = db.Reader.LoadTaskKeys(old.Id).Count;
            if (IsBoundedInUpkeep) Assert.InRange(left - now, 0, 4);
            left = now;
            if (left is 0 or 30) continue;
            var retry = db.NewRetry(old.Id);
            db.Commit(retry);
            Assert.Equal(RetryOutcome.NothingKept, retry.Outcome);
        }

        if (IsBoundedInUpkeep) Assert.InRange(parts, 7, 20);
        Assert.Null(db.Reader.Find(old.Id));
        Assert.Empty(db.Reader.LoadTaskKeys(old.Id));
        Assert.Equal(AtomAnswer.Applied, db.Apply(db.NewRetry(young.Id)));
        Assert.Equal(AtomAnswer.NotFound, db.Apply(db.NewRetry(old.Id)));
    }

    [Fact]
    public void Retention_LeavesAChild_WhileTheJobThatTookItOverMayAskForIt()
    {
        var db = Open(new StoreLimits { HistoryMaxAge = TimeSpan.FromDays(1) });
        var parent = db.SubmitJob();
        var child = db.NewChild(parent, "c");
        db.Commit(child);
        db.Commit(db.Completion(child.Id, result: "7"), db.Completion(parent.Id, status: JobStatus.Failed));
        var retry = db.NewRetry(parent.Id);
        db.Commit(retry);
        db.Now = db.Now.AddDays(3);
        db.Maintain();
        Assert.Null(db.Reader.Find(parent.Id));
        Assert.Equal("7", StoreDriver.Text(db.Reader.Find(child.Id)!.Result));
        Assert.Equal(parent.Id, db.Reader.Find(retry.Id)!.Info.RetryOf);

        db.Commit(db.Completion(retry.Id));
        db.Now = db.Now.AddMinutes(5);
        db.Maintain();
        Assert.Null(db.Reader.Find(child.Id));
        Assert.NotNull(db.Reader.Find(retry.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Retention_LeavesAChild_WhileItsParentMayAskForIt_ThoughTheRootHasEnded(bool byCount)
    {
        var db = Open(byCount ? new StoreLimits { HistoryMaxCount = 0 } : new StoreLimits { HistoryMaxAge = TimeSpan.FromDays(1) });
        var root = db.SubmitJob();
        var parent = db.SubmitChild(root);
        var child = db.Submit(db.NewChild(parent, "c")).Job;
        db.Commit(db.Completion(child.Id, result: "42"), db.Completion(root.Id));
        db.Now = db.Now.AddDays(3);
        db.Maintain();
        Assert.Null(db.Reader.Find(root.Id));

        var again = db.NewChild(parent, "c"); // As the parent's next attempt asks.
        db.Commit(again);
        Assert.Equal((AtomAnswer.Duplicate, child.Id), (again.Answer, again.ExistingId));
        Assert.Equal("42", StoreDriver.Text(db.Reader.Find(child.Id)?.Result));

        db.Commit(db.Completion(parent.Id));
        db.Now = db.Now.AddDays(3);
        db.Maintain();
        Assert.Null(db.Reader.Find(child.Id));
    }

    [Fact]
    public void Retry_InAVisit_IsFoundByTheNextOwner()
    {
        var db = Open();
        var old = db.SubmitJob();
        db.Commit(StoreDriver.Checkpoint(old.Id, "saved"), db.Completion(old.Id, status: JobStatus.DeadLettered));
        db.Store.Close();
        Leave(db);
        var visit = Visit();
        var retry = visit.NewRetry(old.Id);
        visit.Commit(retry);
        Leave(visit);

        var next = Open();
        Assert.Equal(retry.Id, Assert.Single(next.Window().Jobs).Id);
        Assert.Equal("saved", StoreDriver.Text(next.Reader.LoadPayload(retry.Id)!.State));
    }

    /// <summary>Whether one step of upkeep writes a bounded number of rows.</summary>
    internal virtual bool IsBoundedInUpkeep => true;

    [Theory]
    [InlineData("UnknownJob", true)]
    [InlineData("Jobs.JobPayloadException", true)]
    [InlineData("Acme.BoomException", false)]
    public void Cancel_OfAParkedJob_KeepsWhyNoHostCouldRunIt(string type, bool isKept)
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Apply(new RescheduleAtom
        {
            Id = job.Id, Fence = 1, Status = JobStatus.Scheduled, DueAt = db.Now.AddMinutes(1), Rank = 77, FailedAttempts = 0, Error = new JobError(type, "No class.", IsPermanent: type == typeof(JobPayloadException).FullName),
        });
        Assert.Equal(AtomAnswer.Applied, db.Apply(db.Completion(job.Id, fence: 2, JobStatus.Cancelled)));
        Assert.Equal(isKept ? type : null, db.Reader.Find(job.Id)!.Info.Error?.Type);
    }
}
