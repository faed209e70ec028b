using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>Trees that are larger than one commit writes a command into: here, than two rows.</summary>
public abstract partial class StoreContract
{
    private static readonly StoreLimits TwoRows = new() { TreeRowsMax = 2 };

    [Fact]
    public void Command_ToALargeTree_HoldsForAllOfItAtOnce_AndIsSweptIntoEachRowOnce()
    {
        var db = Open(TwoRows);
        var tree = SubmitTree(db, children: 4);
        var pause = StoreDriver.Command(tree[0].Id, JobCommand.Pause);
        Assert.Equal(AtomAnswer.Applied, db.Apply(pause));
        Assert.Equal((true, tree[0].Id), (pause.IsUnfinished, pause.RootId));
        Assert.Equal(tree.Take(2).Select(j => j.Id), pause.Affected.Select(j => j.Id));

        Assert.All(db.Reader.LoadJobs([.. tree.Select(j => j.Id)]), j => Assert.True(j.IsPaused));
        Assert.All(db.Reader.Query(new JobQuery()), i => Assert.True(i.IsPaused));
        Assert.Equal(tree.Count, db.Reader.Query(new JobQuery { OnlyPaused = true }).Count);
        Assert.True(db.Reader.Find(tree[^1].Id)!.Info.IsPaused);
        Assert.Empty(db.Window().Jobs);

        Assert.Equal(tree.Skip(2).Select(j => j.Id), Sweep(db).Select(j => j.Id));
        Assert.All(db.Reader.LoadJobs([.. tree.Select(j => j.Id)]), j => Assert.True(j.IsPaused));
        Assert.Empty(Sweep(db));
    }

    [Fact]
    public void Command_ToATreeOfOneStretch_IsDoneAtOnce()
    {
        var db = Open(TwoRows);
        var tree = SubmitTree(db, children: 1);
        var pause = StoreDriver.Command(tree[0].Id, JobCommand.Pause);
        db.Commit(pause);
        Assert.Equal((false, tree[0].Id), (pause.IsUnfinished, pause.RootId));
        Assert.Equal(2, pause.Affected.Count);
        Assert.False(Crash(db, TwoRows).Session.HasUnfinishedCommands);
    }

    [Fact]
    public void Sweep_AfterACrash_GoesOnWhereItStopped()
    {
        var db = Open(TwoRows);
        var tree = SubmitTree(db, children: 6);
        db.Commit(StoreDriver.Command(tree[0].Id, JobCommand.Cancel));
        db.Commit(NewSweep());
        db = Crash(db, TwoRows);

        Assert.True(db.Session.HasUnfinishedCommands);
        Assert.All(db.Reader.LoadJobs([.. tree.Select(j => j.Id)]), j => Assert.True(j.IsCancelRequested));
        Assert.Equal(tree.Skip(4).Select(j => j.Id), Sweep(db).Select(j => j.Id));
        Assert.False(Restart(db).Session.HasUnfinishedCommands);
    }

    [Fact]
    public void Command_OfAVisitor_IsSweptByTheNextOwner()
    {
        var db = Open();
        var tree = SubmitTree(db, children: 600);
        db.Store.Close();
        Leave(db);
        var visit = Visit();
        visit.Commit(StoreDriver.Command(tree[0].Id, JobCommand.Pause));
        Leave(visit);

        db = Open();
        Assert.True(db.Session.HasUnfinishedCommands);
        Assert.Empty(db.Window().Jobs);
        Assert.Equal(101, Sweep(db).Count);
    }

    [Fact]
    public void Window_LeavesRowsOfACancelledTreeToItsSweep()
    {
        var db = Open(TwoRows);
        var tree = SubmitTree(db, children: 4);
        var other = db.SubmitJob();
        db.Commit(StoreDriver.Command(tree[0].Id, JobCommand.Cancel));
        Assert.Equal([tree[0].Id, tree[1].Id, other.Id], db.Window().Jobs.Select(j => j.Id).Order());

        var page = db.Window(limit: 3);
        Assert.Equal((3, false), (page.Jobs.Count, page.HasMoreReady));
        Sweep(db);
        Assert.Equal(6, db.Window().Jobs.Count);
    }

    [Theory]
    [InlineData(JobCommand.Pause)]
    [InlineData(JobCommand.Cancel)]
    internal void LateChild_OfARowThatTheSweepHasNotComeTo_IsTreatedAsItsTreeIs(JobCommand command)
    {
        var db = Open(TwoRows);
        var tree = SubmitTree(db, children: 4);
        var late = db.NewChild(tree[^1]);
        db.Commit(StoreDriver.Command(tree[0].Id, command), late);
        Assert.Equal((command == JobCommand.Pause, command == JobCommand.Cancel), (late.IsPaused, late.IsCancelRequested));

        var resume = StoreDriver.Command(tree[0].Id, JobCommand.Resume);
        db.Commit(resume);
        Sweep(db);
        Assert.False(db.Reader.LoadJobs([late.Id])[0].IsPaused);
    }

    [Fact]
    public void Attempt_OfARowThatTheSweepHasNotComeTo_EndsAsItsTreeIsToldTo()
    {
        var db = Open(TwoRows);
        var tree = SubmitTree(db, children: 5);
        var (done, failed, again, paused) = (db.Completion(tree[5].Id, result: "1"), db.Completion(tree[4].Id, status: JobStatus.Failed), db.Reschedule(tree[3].Id), db.Reschedule(tree[2].Id));
        db.Commit(StoreDriver.Command(tree[0].Id, JobCommand.Pause), paused, StoreDriver.Command(tree[0].Id, JobCommand.Cancel), done, failed, again);

        Assert.Equal((true, false), (paused.IsPaused, paused.WasCancelled));
        Assert.Equal((JobStatus.Cancelled, JobStatus.Cancelled, true), (done.StoredStatus, failed.StoredStatus, again.WasCancelled));
        Assert.Null(db.Reader.Find(tree[5].Id)!.Result);
    }

    [Fact]
    public void Retry_DoesNotTakeOverAChild_WhoseCancellationTheSweepHasNotComeTo()
    {
        var db = Open(TwoRows);
        var root = db.SubmitJob();
        db.SubmitChild(root);
        db.SubmitChild(root);
        var parent = db.SubmitChild(root);
        var child = db.Submit(db.NewChild(parent, "c")).Job;
        db.Commit(db.Completion(parent.Id, status: JobStatus.Failed), StoreDriver.Command(root.Id, JobCommand.Cancel));
        var retry = db.NewRetry(parent.Id);
        db.Commit(retry);
        var again = db.NewChild(retry.Job, "c");
        Assert.Equal(AtomAnswer.Applied, db.Apply(again));
        Assert.True(db.Reader.Find(child.Id)!.Info.IsCancelRequested);
    }

    [Theory]
    [InlineData(JobCommand.Pause)]
    [InlineData(JobCommand.Cancel)]
    internal void Command_ToASmallBranchOfALargeTree_IsDoneAtOnce(JobCommand command)
    {
        var db = Open(new StoreLimits { TreeRowsMax = 3 });
        var tree = SubmitTree(db, children: 6);
        var ended = db.SubmitChild(tree[3]);
        var leaf = db.SubmitChild(ended);
        db.Commit(db.Completion(ended.Id));

        var atom = StoreDriver.Command(tree[3].Id, command);
        db.Commit(atom);
        Assert.Equal((false, tree[3].RootId), (atom.IsUnfinished, atom.RootId));
        Assert.Equal([tree[3].Id, leaf.Id], atom.Affected.Select(j => j.Id));
        Assert.All(db.Reader.LoadJobs([tree[3].Id, leaf.Id]), j => Assert.True(command == JobCommand.Pause ? j.IsPaused : j.IsCancelRequested));
        Assert.All(db.Reader.LoadJobs([.. tree.Where(j => j.Id != tree[3].Id).Select(j => j.Id)]), j => Assert.False(j.IsPaused || j.IsCancelRequested));
        Assert.False(Crash(db, TwoRows).Session.HasUnfinishedCommands);
    }

    [Fact]
    public void Command_ToASmallBranch_WaitsOnlyForAnUnfinishedOneThatItContradicts()
    {
        var db = Open(TwoRows);
        var tree = SubmitTree(db, children: 8);
        db.Commit(StoreDriver.Command(tree[0].Id, JobCommand.Pause));
        var (resume, cancel) = (StoreDriver.Command(tree[4].Id, JobCommand.Resume), StoreDriver.Command(tree[8].Id, JobCommand.Cancel));
        db.Commit(resume, cancel);
        Assert.Equal((true, false), (resume.IsUnfinished, cancel.IsUnfinished));
        Assert.Equal([tree[8].Id], cancel.Affected.Select(j => j.Id));

        // Seven rows of the pause, two in each stretch; and the resumed one in a stretch of its own, not in those behind it.
        Assert.Equal((8, 5), SweepCounted(db));
        Assert.Equal([false, true, true], db.Reader.LoadJobs([tree[4].Id, tree[5].Id, tree[8].Id]).Select(j => j.IsPaused));
        Assert.Equal([false, false, true], db.Reader.LoadJobs([tree[4].Id, tree[5].Id, tree[8].Id]).Select(j => j.IsCancelRequested));
    }

    [Fact]
    public void Command_ToABranchWhoseJobEndsBeforeItsTurn_ReachesWhatIsBelow()
    {
        var db = Open(TwoRows);
        var tree = SubmitTree(db, children: 4);
        var leaf = db.SubmitChild(tree[4]);
        db.Commit(StoreDriver.Command(tree[0].Id, JobCommand.Pause), StoreDriver.Command(tree[4].Id, JobCommand.Resume), db.Completion(tree[4].Id));
        Sweep(db);
        Assert.Equal((true, false), (db.Reader.LoadJobs([tree[3].Id])[0].IsPaused, db.Reader.LoadJobs([leaf.Id])[0].IsPaused));
    }

    [Fact]
    public void Resume_DuringTheSweepOfAPause_TakesItsPlace()
    {
        var db = Open(TwoRows);
        var tree = SubmitTree(db, children: 8);
        var (pause, resume) = (StoreDriver.Command(tree[0].Id, JobCommand.Pause), StoreDriver.Command(tree[0].Id, JobCommand.Resume));
        db.Commit(pause);
        db.Commit(NewSweep());
        db.Commit(resume);
        Assert.Equal(tree.Count, db.Window().Jobs.Count + 2); // Two rows carry the pause still, and are not ready as they lie there.

        var swept = Sweep(db);
        Assert.Equal(tree.Select(j => j.Id), resume.Affected.Concat(swept).Select(j => j.Id));
        Assert.All(swept, j => Assert.False(j.IsPaused));
        Assert.Equal(tree.Count, db.Window().Jobs.Count);
    }

    [Fact]
    public void TreeThatIsPausedAndResumedWithoutEnd_LeavesOneCommand()
    {
        var db = Open(TwoRows);
        var tree = SubmitTree(db, children: 5);
        for (var i = 0; i < 10; i++) db.Commit(StoreDriver.Command(tree[0].Id, i % 2 == 0 ? JobCommand.Pause : JobCommand.Resume), StoreDriver.Command(tree[0].Id, JobCommand.Cancel));
        Assert.Equal(tree.Count + tree.Count, SweepCounted(db).Rows);
        Assert.All(db.Reader.LoadJobs([.. tree.Select(j => j.Id)]), j => Assert.Equal((false, true), (j.IsPaused, j.IsCancelRequested)));
    }

    [Fact]
    public void TreeThatIsPausedAgainAndAgain_IsSweptAllTheSame()
    {
        var db = Open(TwoRows);
        var tree = SubmitTree(db, children: 20);
        db.Commit(StoreDriver.Command(tree[0].Id, JobCommand.Pause));
        var sweep = NewSweep();
        var stretches = 0;
        do
        {
            db.Commit(StoreDriver.Command(tree[0].Id, JobCommand.Pause), sweep);
            Assert.True(++stretches <= tree.Count, "Each pause begins the sweep anew.");
        }
        while (sweep.HasMore);
    }

    [Fact]
    public void TreeThatIsSwept_KeepsItsHistory_BecauseItSaysWhoStandsBelowWhom()
    {
        var db = Open(TwoRows with { HistoryMaxCount = 0 });
        var root = db.SubmitJob();
        var top = db.SubmitChild(root);
        for (var i = 0; i < 4; i++) db.SubmitChild(root);
        var upper = db.SubmitChild(top);
        var middle = db.SubmitChild(upper);
        var leaf = db.SubmitChild(middle);
        db.Commit(StoreDriver.Command(top.Id, JobCommand.Pause), db.Completion(middle.Id), db.Completion(upper.Id), db.Completion(root.Id));
        db.Maintain();
        Assert.Equal([leaf.Id], Sweep(db).Select(j => j.Id));
        Assert.True(db.Reader.LoadJobs([leaf.Id])[0].IsPaused);

        db.Now += TimeSpan.FromMinutes(5);
        db.Maintain();
        Assert.Null(db.Reader.Find(middle.Id));
    }

    [Fact]
    public void BranchWhoseRootHasEnded_KeepsWhatItsActiveJobMayAskForAgain_AndNoMore()
    {
        var db = Open(new StoreLimits { HistoryMaxCount = 0 });
        var root = db.SubmitJob();
        var top = db.SubmitChild(root);
        var upper = db.SubmitChild(top);
        var middle = db.SubmitChild(upper);
        var leaf = db.SubmitChild(middle);
        db.Commit(db.Completion(middle.Id), db.Completion(upper.Id, result: "7"), db.Completion(root.Id));
        db.Maintain();
        Assert.Equal("7", StoreDriver.Text(db.Reader.Find(upper.Id)!.Result));
        Assert.Null(db.Reader.Find(middle.Id)); // Who asked for its result has ended.
        Assert.Single(db.Reader.LoadJobs([leaf.Id]));
    }

    [Fact]
    public void Command_InABatchThatIsTakenBackForAnotherAtom_IsStillCarriedOut()
    {
        var db = Open(TwoRows);
        var tree = SubmitTree(db, children: 4);
        var other = db.SubmitJob();
        var refused = StoreDriver.Checkpoint(other.Id, "{}", covered: [12345]);
        var pause = StoreDriver.Command(tree[0].Id, JobCommand.Pause);
        db.Commit(pause, refused);
        Assert.Equal((AtomAnswer.Applied, AtomAnswer.Rejected), (pause.Answer, refused.Answer));
        Assert.Equal(tree.Count, pause.Affected.Count + Sweep(db).Count);
        Assert.All(db.Reader.LoadJobs([.. tree.Select(j => j.Id)]), j => Assert.True(j.IsPaused));
    }

    [Fact]
    public void CommandsSubmitsAndSweeps_InAnyOrder_LeaveEachJobOnTheRightSide()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var limits = new StoreLimits { TreeRowsMax = random.Next(1, 4) };
            var db = Open(limits);
            var known = new SortedDictionary<long, (StoredJob Job, bool IsPaused, bool IsCancelled, bool HasEnded)>();
            for (var i = 0; i < 2; i++) Add(db.SubmitJob(), null);
            for (var step = 0; step < 60; step++)
            {
                var active = known.Values.Where(k => !k.HasEnded).ToList();
                var drawn = active.Count == 0 ? default : active[random.Next(active.Count)];
                switch (active.Count == 0 ? 99 : random.Next(10))
                {
                    case 0 or 1 or 2 or 3:
                        Add(db.SubmitChild(drawn.Job), drawn.Job.Id);
                        break;
                    case 4 or 5 or 6:
                        var command = (JobCommand)random.Next(3);
                        if (command == JobCommand.Cancel && random.Next(4) > 0) command = JobCommand.Pause;
                        db.Commit(StoreDriver.Command(drawn.Job.Id, command));
                        foreach (var (id, job) in known.ToList())
                        {
                            if (job.HasEnded || !IsAtOrBelow(job.Job, drawn.Job.Id)) continue;
                            known[id] = command == JobCommand.Cancel ? job with { IsCancelled = true } : job with { IsPaused = command == JobCommand.Pause };
                        }

                        break;
                    case 7:
                        db.Commit(db.Completion(drawn.Job.Id));
                        known[drawn.Job.Id.Value] = drawn with { HasEnded = true };
                        break;
                    case 8:
                        db.Commit(NewSweep());
                        break;
                    default:
                        Leave(db);
                        db = Open(limits);
                        break;
                }

                RequireSides();
            }

            Sweep(db);
            RequireSides();
            Leave(db);
            db = Open(limits);
            Assert.False(db.Session.HasUnfinishedCommands);
            Leave(db);

            void Add(StoredJob job, JobId? parent)
            {
                var above = parent is { } id ? known[id.Value] : default;
                known.Add(job.Id.Value, (job, above.IsPaused, above.IsCancelled, false));
            }

            bool IsAtOrBelow(StoredJob job, JobId top)
            {
                while (job.Id != top && !job.ParentId.IsNone) job = known[job.ParentId.Value].Job;
                return job.Id == top;
            }

            void RequireSides()
            {
                var active = known.Values.Where(k => !k.HasEnded).ToList();
                Assert.Equal(
                    active.Select(k => (k.Job.Id, k.IsPaused, k.IsCancelled)),
                    db.Reader.LoadJobs([.. active.Select(k => k.Job.Id)]).Select(j => (j.Id, j.IsPaused, j.IsCancelRequested)));
                Assert.All(
                    db.Window(limit: 100_000).Jobs.Where(j => known.ContainsKey(j.Id.Value)), // Others are those of earlier seeds.
                    j => Assert.True(!known[j.Id.Value].IsPaused || known[j.Id.Value].IsCancelled));
            }
        }
    }

    private static SweepAtom NewSweep() => new() { Id = JobId.None };

    private static List<StoredJob> SubmitTree(StoreDriver db, int children)
    {
        var root = db.SubmitJob();
        var all = Enumerable.Range(0, children).Select(_ => db.NewChild(root)).ToArray();
        db.Commit(all);
        return [root, .. all.Select(a => a.Job)];
    }

    /// <summary>Sweeps to the end; returns what it came to.</summary>
    private static List<StoredJob> Sweep(StoreDriver db)
    {
        var affected = new List<StoredJob>();
        var sweep = NewSweep();
        do
        {
            db.Commit(sweep);
            affected.AddRange(sweep.Affected);
        }
        while (sweep.HasMore);
        return affected;
    }

    private static (int Rows, int Stretches) SweepCounted(StoreDriver db)
    {
        var (rows, stretches, sweep) = (0, 0, NewSweep());
        do
        {
            db.Commit(sweep);
            rows += sweep.Affected.Count;
            stretches++;
        }
        while (sweep.HasMore);
        return (rows, stretches);
    }
}
