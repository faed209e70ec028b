using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

public abstract partial class StoreContract
{
    private static readonly StoreLimits SmallValues = new() { ValueBytesMax = 20_000 };
    private static readonly byte[] Huge = new byte[30_000];

    [Fact]
    public void WasCommitted_KnowsTheBatchesOfThisSession()
    {
        var db = Open();
        var batch = db.Commit(db.NewJob());
        Assert.True(db.Store.WasCommitted(batch.Session, batch.Sequence));
        Assert.False(db.Store.WasCommitted(batch.Session, batch.Sequence + 1));
        Assert.False(db.Store.WasCommitted(batch.Session - 1, batch.Sequence));
    }

    [Fact]
    public void Commit_WhenTheBatchIsSentAgain_AppliesOnce_AndItsAnswersStand()
    {
        var db = Open();
        var submit = db.NewJob();
        var batch = db.Commit(submit);
        db.Store.Commit(batch);
        Assert.Equal(AtomAnswer.Applied, submit.Answer);
        Assert.Equal(1, db.Reader.Counters()[JobStatus.Ready]);
        db.SubmitJob(); // the next one follows
    }

    [Fact]
    public void Commit_WhenABatchIsMissing_Throws()
    {
        var db = Open();
        db.Batch();
        Assert.Throws<InvalidOperationException>(() => db.Commit());
    }

    [Fact]
    public void Commit_OfAnEarlierSession_IsRefused()
    {
        var db = Open();
        var batch = new WriteBatch { Session = db.Session.Epoch - 1, Sequence = 1 };
        Assert.Equal(CommitFailure.OwnerLost, Assert.Throws<StoreCommitException>(() => db.Store.Commit(batch)).Failure);
    }

    [Fact]
    public void RejectedAtom_FailsOnlyItself_AndTheOthersApplyInOrder()
    {
        var db = Open(SmallValues);
        var (before, huge, after) = (db.NewJob("new name"), db.NewJob("newer name", input: Huge), db.NewJob("newer name"));
        db.Commit(before, huge, after);

        Assert.Equal((AtomAnswer.Applied, AtomAnswer.Rejected, AtomAnswer.Applied), (before.Answer, huge.Answer, after.Answer));
        Assert.NotNull(huge.RejectedBecause);
        Assert.Equal(["new name", "newer name"], db.Reader.LoadJobs([before.Id, huge.Id, after.Id]).Select(j => j.Name));
        Assert.Equal(2, db.Reader.Counters()[JobStatus.Ready]);
    }

    [Fact]
    public void RejectedSubmit_TakesItsOwnAndItsChildrensAtomsWithIt()
    {
        var db = Open(SmallValues);
        var parent = db.NewJob(input: Huge);
        var child = db.NewChild(parent.Job);
        var grandchild = db.NewChild(child.Job);
        var checkpoint = StoreDriver.Checkpoint(parent.Id, "{}");
        var command = StoreDriver.Command(parent.Id, JobCommand.Cancel);
        db.Commit(parent, child, grandchild, checkpoint, command);

        Assert.All(new Atom[] { parent, child, grandchild, checkpoint }, a => Assert.Equal(AtomAnswer.Rejected, a.Answer));
        Assert.Equal(AtomAnswer.NotFound, command.Answer);
        Assert.Empty(db.Reader.Counters());
    }

    [Fact]
    public void RejectedCheckpoint_FailsTheLaterAtomsOfItsJob_ButNotTheEndOfItsAttempt()
    {
        var db = Open(SmallValues);
        var job = db.SubmitJob();
        var earlier = db.Result(job.Id, 1);
        var huge = new CheckpointAtom { Id = job.Id, Fence = 1, State = Huge, StateVersion = 1, CoveredResults = [earlier.ResultId] };
        var later = db.Result(job.Id, 2);
        var end = db.Reschedule(job.Id);
        db.Commit(earlier, huge, later, end);

        Assert.Equal(
            [AtomAnswer.Applied, AtomAnswer.Rejected, AtomAnswer.Rejected, AtomAnswer.Applied],
            new Atom[] { earlier, huge, later, end }.Select(a => a.Answer));
        Assert.False(Assert.Single(db.Reader.LoadTaskKeys(job.Id)).IsCovered);
        Assert.Equal(2, db.Reader.LoadJobs([job.Id])[0].Fence);
    }

    [Fact]
    public void RejectedNote_TakesNothingWithIt()
    {
        var db = Open(SmallValues);
        var job = db.SubmitJob();
        var note = new NoteAtom { Id = job.Id, Fence = 1 };
        note.Lines.Add(new StoredLogLine(db.Now, new string('x', Huge.Length)));
        var outcome = db.Completion(job.Id);
        db.Commit(note, outcome);
        Assert.Equal((AtomAnswer.Rejected, AtomAnswer.Applied, JobStatus.Completed), (note.Answer, outcome.Answer, outcome.StoredStatus));
        Assert.Empty(db.Reader.LoadLog(job.Id));
    }

    [Fact]
    public void RejectedOutcome_EndsTheJobAsFailedWithoutItsBytes()
    {
        var db = Open(SmallValues);
        var job = db.Submit(db.NewJob(key: "k")).Job;
        var outcome = new OutcomeAtom
        {
            Id = job.Id, Fence = 1, Status = JobStatus.Completed, Result = Huge, FailedAttempts = 0, FinishedAt = db.Now,
        };
        db.Commit(outcome);

        Assert.Equal((AtomAnswer.Applied, JobStatus.Failed), (outcome.Answer, outcome.StoredStatus));
        Assert.NotNull(outcome.RejectedBecause);
        var ended = db.Reader.Find(job.Id)!;
        Assert.Equal((JobStatus.Failed, "OutcomeRejected", null), (ended.Info.Status, ended.Info.Error!.Type, ended.Result));
        Assert.Empty(db.Window().Jobs);
        db.Submit(db.NewJob(key: "k"));
    }

    [Fact]
    public void Outcome_ThatBuildsOnARejectedCheckpoint_EndsAsFailed()
    {
        var db = Open(SmallValues);
        var job = db.SubmitJob();
        var huge = new CheckpointAtom { Id = job.Id, Fence = 1, State = Huge, StateVersion = 1, CoveredResults = [] };
        var outcome = db.Completion(job.Id, result: "1");
        db.Commit(huge, outcome);
        Assert.Equal((AtomAnswer.Rejected, AtomAnswer.Applied, JobStatus.Failed), (huge.Answer, outcome.Answer, outcome.StoredStatus));
    }

    [Fact]
    public void RejectedOutcome_WhoseFenceIsLost_IsStale()
    {
        var db = Open(SmallValues);
        var job = db.SubmitJob();
        db.Commit(db.Reschedule(job.Id));
        var outcome = new OutcomeAtom
        {
            Id = job.Id, Fence = 1, Status = JobStatus.Completed, Result = Huge, FailedAttempts = 0, FinishedAt = db.Now,
        };
        db.Commit(db.NewJob(input: Huge), outcome);
        Assert.Equal(AtomAnswer.Stale, outcome.Answer);
        Assert.Single(db.Reader.LoadJobs([job.Id]));
    }

    [Theory]
    [InlineData(Durability.Committed)]
    [InlineData(Durability.Flushed)]
    public void Commit_HonoursEitherDurability_AndTheChangeBetweenThem(Durability durability)
    {
        var db = Open();
        db.Durability = durability;
        db.SubmitJob();
        db.Durability = 1 - durability;
        db.SubmitJob();
        Assert.Equal(2, db.Reader.Counters()[JobStatus.Ready]);
    }

    [Fact]
    public void Reader_SeesOnlyWhatIsCommitted_AndEachCallIsFresh()
    {
        var db = Open();
        Assert.Empty(db.Window().Jobs);
        var job = db.SubmitJob();
        Assert.Single(db.Window().Jobs);
        db.Commit(db.Completion(job.Id));
        Assert.Empty(db.Window().Jobs);
    }

    [Fact]
    public void ManyJobs_ThroughManyBatches_LeaveCountersThatMatchTheRows()
    {
        var random = new Random(20260504);
        var db = Open();
        var active = new List<StoredJob>();
        for (var round = 0; round < 60; round++)
        {
            var atoms = new List<Atom>();
            for (var i = 0; i < 20; i++)
            {
                switch (random.Next(5))
                {
                    case 0 or 1:
                        var submit = active.Count > 0 && random.Next(3) == 0 ? db.NewChild(active[random.Next(active.Count)]) : db.NewJob(rank: random.Next(100));
                        atoms.Add(submit);
                        break;
                    case 2 when active.Count > 0:
                        var ending = active[random.Next(active.Count)];
                        atoms.Add(db.Completion(ending.Id, ending.Fence));
                        break;
                    case 3 when active.Count > 0:
                        var again = active[random.Next(active.Count)];
                        atoms.Add(db.Reschedule(again.Id, again.Fence, status: random.Next(2) == 0 ? JobStatus.Ready : JobStatus.Scheduled));
                        break;
                    case 4 when active.Count > 0:
                        atoms.Add(StoreDriver.Command(active[random.Next(active.Count)].Id, (JobCommand)random.Next(3)));
                        break;
                }
            }

            db.Commit([.. atoms]);
            var known = active.Select(j => j.Id).Concat(atoms.OfType<SubmitAtom>().Select(a => a.Id)).ToList();
            active = [.. db.Reader.LoadJobs(known)];
        }

        var rows = db.Reader.Query(new() { Limit = 10_000 });
        Assert.True(rows.Count > 100);
        Assert.Equal(
            rows.GroupBy(r => r.Status).ToDictionary(g => g.Key, g => (long)g.Count()).OrderBy(p => p.Key),
            db.Reader.Counters().OrderBy(p => p.Key));
    }
}
