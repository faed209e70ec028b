using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public void Open_TheFirstTime_IsClean()
    {
        var session = Open().Session;
        Assert.Equal((1L, 0L, false), (session.Epoch, session.IdHighWater, session.WasUnclean));
        Assert.Empty(session.Suspects);
        Assert.InRange(session.Node, 0, 255);
    }

    [Fact]
    public void Open_AfterAClose_IsClean_AndTheEpochHasRisen()
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Mark(alone: false, job.Id);

        var next = Restart(db);
        Assert.Equal((2L, false), (next.Session.Epoch, next.Session.WasUnclean));
        Assert.Empty(next.Session.Suspects);
        Assert.Equal(0, next.Reader.LoadJobs([job.Id])[0].Crashes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_AfterACrash_SuspectsWhatTheMarkNames_AndRaisesItsFence(bool alone)
    {
        var db = Open();
        var (running, ended, waiting) = (db.SubmitJob(), db.SubmitJob(), db.SubmitJob());
        db.Mark(alone, running.Id, ended.Id);
        db.Commit(db.Completion(ended.Id));

        var next = Crash(db);
        Assert.True(next.Session.WasUnclean);
        Assert.Equal(new CrashSuspect(running.Id, Fence: 2, Crashes: 1, alone), Assert.Single(next.Session.Suspects));
        Assert.Equal(AtomAnswer.Stale, next.Apply(next.Completion(running.Id, fence: 1)));
        var row = next.Reader.LoadJobs([waiting.Id])[0];
        Assert.Equal((0, 1L), (row.Crashes, row.Fence));
    }

    [Fact]
    public void Open_AfterACrashBeforeAnythingStarted_CountsNobodyTwice()
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Mark(alone: false, job.Id);
        db = Crash(db);
        db = Crash(db);
        Assert.Empty(db.Session.Suspects);
        Assert.Equal(1, db.Reader.LoadJobs([job.Id])[0].Crashes);
    }

    [Fact]
    public void StartMark_ReplacesTheLastOne_AndStandsWhenABatchHasNone()
    {
        var db = Open();
        var (first, second) = (db.SubmitJob(), db.SubmitJob());
        db.Mark(alone: false, first.Id);
        db.Mark(alone: false, second.Id);
        db.Commit();
        Assert.Equal(second.Id, Assert.Single(Crash(db).Session.Suspects).Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Progress_ResetsTheCrashCount_WhenItSaysSo(bool byCheckpoint)
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Mark(alone: false, job.Id);
        db = Crash(db);

        db.Commit(StoreDriver.Checkpoint(job.Id, "{}", fence: 2), db.Result(job.Id, 1, fence: 2));
        Assert.Equal(1, db.Reader.LoadJobs([job.Id])[0].Crashes);

        db.Commit(byCheckpoint
            ? StoreDriver.Checkpoint(job.Id, "{}", fence: 2, resetsCrashes: true)
            : db.Result(job.Id, 2, fence: 2, resetsCrashes: true));
        Assert.Equal(0, db.Reader.LoadJobs([job.Id])[0].Crashes);
    }

    [Theory]
    [InlineData("child")]
    [InlineData("sleep")]
    [InlineData("end of a child")]
    [InlineData("end of a child that is rejected")]
    public void Progress_BesideTheJobsOwnResults_ResetsItsCrashCount_OnlyWhenItIsApplied(string kind)
    {
        var db = Open();
        var job = db.SubmitJob();
        var (first, second) = (db.SubmitChild(job), db.SubmitChild(job));
        db.Mark(alone: false, job.Id);
        db = Crash(db, SmallValues);
        job = job with { Fence = 2 };

        // Each twice: the first time it is void, as that of an attempt that is over.
        Atom Make(bool isVoid) => kind switch
        {
            "child" => db.NewChild(job, "key", parentFence: isVoid ? 1 : 2, progressOf: job.Id),
            "sleep" => new SleepAtom { Id = job.Id, Fence = isVoid ? 1 : 2, Key = "nap", DueAt = db.Now, ProgressOf = job.Id },
            "end of a child" => db.Completion(first.Id, fence: isVoid ? 9 : 1, progressOf: job.Id),
            _ => db.Completion(second.Id, fence: isVoid ? 9 : 1, result: StoreDriver.Text(Huge), progressOf: job.Id),
        };
        Assert.Equal(AtomAnswer.Stale, db.Apply(Make(isVoid: true)));
        Assert.Equal(1, db.Reader.LoadJobs([job.Id])[0].Crashes);
        Assert.Equal(AtomAnswer.Applied, db.Apply(Make(isVoid: false)));
        Assert.Equal(0, db.Reader.LoadJobs([job.Id])[0].Crashes);
    }

    [Fact]
    public void JobThatTheMarkNamesTwice_HasTwoCrashesMore_AndIsOneSuspect()
    {
        var db = Open();
        var (once, twice) = (db.SubmitJob(), db.SubmitJob());
        db.Mark(alone: false, once.Id, twice.Id, twice.Id);
        db = Crash(db);
        Assert.Equal([(once.Id, 1), (twice.Id, 2)], db.Session.Suspects.Select(s => (s.Id, s.Crashes)));
        Assert.Equal(db.Session.Suspects[1].Fence, db.Reader.LoadJobs([twice.Id])[0].Fence);
    }

    [Fact]
    public void Wait_TakesOneCrashBack_DownToNone()
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Mark(alone: false, job.Id, job.Id);
        db = Crash(db);
        Assert.Equal(AtomAnswer.Stale, db.Apply(new WaitAtom { Id = job.Id, Fence = 1 }));
        foreach (var left in new[] { 2, 1, 0, 0 })
        {
            var row = db.Reader.LoadJobs([job.Id])[0];
            Assert.Null(row.Unreadable); // As a number below none would be.
            Assert.Equal(left, row.Crashes);
            Assert.Equal(AtomAnswer.Applied, db.Apply(new WaitAtom { Id = job.Id, Fence = 3 }));
        }
    }

    [Fact]
    public void IdHighWater_NeverFalls()
    {
        var db = Open();
        db.SubmitJob();
        var high = db.LastId + 1000;
        var batch = db.Batch();
        batch.IdHighWater = high;
        db.Store.Commit(batch);
        db.Commit(); // carries a lower one
        db = Crash(db);
        Assert.Equal(high, db.Session.IdHighWater);
    }

    [Fact]
    public void EverythingAcknowledged_OutlivesACrash()
    {
        var db = Open();
        var job = db.Submit(db.NewJob(key: "k", token: "t", tags: new() { ["a"] = "b" })).Job;
        var result = db.Result(job.Id, 1);
        db.Commit(result, StoreDriver.Checkpoint(job.Id, "saved", covered: [result.ResultId], journal: new StoredJournalEntry(1, true, StoreDriver.Utf8("j"))));
        var ended = db.SubmitJob();
        db.Commit(db.Completion(ended.Id, result: "7"));

        db = Crash(db);
        var payload = db.Reader.LoadPayload(job.Id)!;
        Assert.Equal(("saved", 1L), (StoreDriver.Text(payload.State), payload.JournalSequence));
        Assert.True(db.Reader.LoadTaskKeys(job.Id)[0].IsCovered);
        Assert.Equal("7", StoreDriver.Text(db.Reader.Find(ended.Id)!.Result));
        Assert.Equal(AtomAnswer.Duplicate, db.Apply(db.NewJob(key: "k")));
        Assert.Equal(AtomAnswer.Duplicate, db.Apply(db.NewJob(token: "t")));
        Assert.Equal(job.Id, Assert.Single(db.Window().Jobs).Id);
        Assert.Equal(1, db.Reader.Counters()[JobStatus.Completed]);
    }

    [Fact]
    public void History_GoesWithAge_ButStaysWhileItsRootLives()
    {
        var db = Open(new StoreLimits { HistoryMaxAge = TimeSpan.FromDays(7), MaintainChunk = 2 });
        var root = db.SubmitJob();
        var child = db.SubmitChild(root);
        var old = db.Submit(db.NewJob(token: "t", tags: new() { ["a"] = "b" })).Job;
        var slow = db.SubmitJob();
        db.Commit(db.Completion(child.Id), db.Completion(old.Id));

        db.Now += TimeSpan.FromDays(6);
        var young = db.SubmitJob();
        db.Commit(db.Completion(slow.Id), db.Completion(young.Id));
        db.Maintain();
        Assert.NotNull(db.Reader.Find(old.Id));

        db.Now += TimeSpan.FromDays(2);
        db.Maintain();
        Assert.Null(db.Reader.Find(old.Id));
        Assert.NotNull(db.Reader.Find(child.Id));
        Assert.NotNull(db.Reader.Find(slow.Id));
        Assert.NotNull(db.Reader.Find(young.Id));
        Assert.Equal(3, db.Reader.Counters()[JobStatus.Completed]);
        Assert.Empty(db.Reader.Query(new() { Tag = new("a", "b") }));
        db.Submit(db.NewJob(token: "t"));

        db.Commit(db.Completion(root.Id));
        db.Now += TimeSpan.FromDays(30);
        db.Maintain();
        Assert.Null(db.Reader.Find(child.Id));
        Assert.Null(db.Reader.Find(root.Id));
        Assert.False(db.Reader.Counters().ContainsKey(JobStatus.Completed));
    }

    [Fact]
    public void History_BeyondItsCount_LosesTheOldest()
    {
        var db = Open(new StoreLimits { HistoryMaxCount = 3, MaintainChunk = 2 });
        var jobs = Enumerable.Range(0, 8).Select(_ => db.SubmitJob()).ToList();
        db.Commit([.. jobs.Select(j => db.Completion(j.Id))]);
        db.Maintain();
        Assert.Equal(jobs.TakeLast(3).Reverse().Select(j => j.Id), db.Reader.Query(new()).Select(i => i.Id));
    }

    [Fact]
    public void Maintain_LooksThroughHistoryOnceAnInterval()
    {
        var db = Open(new StoreLimits { HistoryMaxAge = TimeSpan.FromSeconds(1) });
        db.Maintain();
        var job = db.SubmitJob();
        db.Commit(db.Completion(job.Id));
        db.Now += TimeSpan.FromSeconds(30);
        db.Maintain();
        Assert.NotNull(db.Reader.Find(job.Id));
        db.Now += TimeSpan.FromSeconds(31);
        db.Maintain();
        Assert.Null(db.Reader.Find(job.Id));
    }
}
