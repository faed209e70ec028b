using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public void Command_ReachesTheJobAndEverythingBelowIt_AndNothingElse()
    {
        var db = Open();
        var root = db.SubmitJob();
        var left = db.SubmitChild(root);
        var right = db.SubmitChild(root);
        var below = db.SubmitChild(left);
        var stranger = db.SubmitJob();

        var pause = StoreDriver.Command(left.Id, JobCommand.Pause);
        Assert.Equal(AtomAnswer.Applied, db.Apply(pause));
        Assert.Equal([left.Id, below.Id], pause.Affected.Select(j => j.Id).Order());
        Assert.All(pause.Affected, j => Assert.True(j.IsPaused));
        Assert.Equal([root.Id, right.Id, stranger.Id], db.Window().Jobs.Select(j => j.Id).Order());

        var cancel = StoreDriver.Command(root.Id, JobCommand.Cancel);
        db.Commit(cancel);
        Assert.Equal([root.Id, left.Id, right.Id, below.Id], cancel.Affected.Select(j => j.Id).Order());
        Assert.All(cancel.Affected, j => Assert.True(j.IsCancelRequested));

        var resume = StoreDriver.Command(root.Id, JobCommand.Resume);
        db.Commit(resume);
        Assert.Equal(4, resume.Affected.Count);
        Assert.All(resume.Affected, j => Assert.False(j.IsPaused));
        Assert.All(resume.Affected, j => Assert.True(j.IsCancelRequested));
    }

    [Fact]
    public void Command_WhenAJobInBetweenHasEnded_ReachesTheOnesBelowIt()
    {
        var db = Open();
        var root = db.SubmitJob();
        var top = db.SubmitChild(root);
        var middle = db.SubmitChild(top);
        var leaf = db.SubmitChild(middle);
        db.Commit(db.Completion(middle.Id));

        var fromRoot = StoreDriver.Command(root.Id, JobCommand.Pause);
        var fromTop = StoreDriver.Command(top.Id, JobCommand.Pause);
        db.Commit(fromRoot, fromTop);
        Assert.Equal([root.Id, top.Id, leaf.Id], fromRoot.Affected.Select(j => j.Id).Order());
        Assert.Equal([top.Id, leaf.Id], fromTop.Affected.Select(j => j.Id).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Command_WhenTheJobHasEndedOrIsUnknown_SaysSo(int command)
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Commit(db.Completion(job.Id));
        Assert.Equal(AtomAnswer.Stale, db.Apply(StoreDriver.Command(job.Id, (JobCommand)command)));
        Assert.Equal(AtomAnswer.NotFound, db.Apply(StoreDriver.Command(db.NextId(), (JobCommand)command)));
    }

    [Fact]
    public void Command_SentAgainWithItsToken_IsNotDoneAgain_AndGetsItsFirstAnswer()
    {
        var db = Open();
        var job = db.SubmitJob();
        var first = StoreDriver.Command(job.Id, JobCommand.Pause, "t");
        Assert.Equal(AtomAnswer.Applied, db.Apply(first));
        db.Commit(StoreDriver.Command(job.Id, JobCommand.Resume));

        db = Crash(db);
        var again = StoreDriver.Command(job.Id, JobCommand.Pause, "t");
        Assert.Equal(AtomAnswer.Applied, db.Apply(again));
        Assert.Empty(again.Affected);
        Assert.False(db.Reader.LoadJobs([job.Id])[0].IsPaused);

        db.Commit(db.Completion(job.Id));
        Assert.Equal(AtomAnswer.Applied, db.Apply(StoreDriver.Command(job.Id, JobCommand.Pause, "t")));
        Assert.Equal(AtomAnswer.Stale, db.Apply(StoreDriver.Command(job.Id, JobCommand.Pause, "u")));
        Assert.Equal(AtomAnswer.Stale, db.Apply(StoreDriver.Command(job.Id, JobCommand.Pause, "u")));
    }

    [Fact]
    public void Command_WhenItsTokenIsOlderThanItsRetention_IsDoneAsANewOne()
    {
        var db = Open(new StoreLimits { CommandTokenMaxAge = TimeSpan.FromMinutes(5), MaintainChunk = 2 });
        var job = db.SubmitJob();
        for (var i = 0; i < 5; i++) db.Commit(StoreDriver.Command(job.Id, JobCommand.Pause, $"t{i}"));
        db.Now += TimeSpan.FromMinutes(10);
        db.Maintain();

        for (var i = 0; i < 5; i++)
        {
            var again = StoreDriver.Command(job.Id, JobCommand.Resume, $"t{i}");
            db.Commit(again);
            Assert.Single(again.Affected);
        }
    }

    [Fact]
    public void Command_SeesTheOutcomeBeforeItInItsBatch_AndTheOtherWayRound()
    {
        var db = Open();
        var (first, second) = (db.SubmitJob(), db.SubmitJob());
        var (late, early) = (StoreDriver.Command(first.Id, JobCommand.Cancel), StoreDriver.Command(second.Id, JobCommand.Cancel));
        var (done, overruled) = (db.Completion(first.Id, result: "1"), db.Completion(second.Id, result: "1"));
        db.Commit(done, late, early, overruled);

        Assert.Equal((AtomAnswer.Stale, JobStatus.Completed), (late.Answer, done.StoredStatus));
        Assert.Equal((AtomAnswer.Applied, JobStatus.Cancelled), (early.Answer, overruled.StoredStatus));
        Assert.Null(db.Reader.Find(second.Id)!.Result);
        Assert.Equal(JobStatus.Cancelled, db.Reader.Find(second.Id)!.Info.Status);
    }

    [Fact]
    public void LateChild_OfAPausedOrCancelledParent_IsTreatedAsItsTreeIs()
    {
        var db = Open();
        var (paused, cancelled) = (db.SubmitJob(), db.SubmitJob());
        db.Commit(StoreDriver.Command(paused.Id, JobCommand.Pause), StoreDriver.Command(cancelled.Id, JobCommand.Cancel));

        var (first, second) = (db.NewChild(paused), db.NewChild(cancelled));
        db.Commit(first, second);

        Assert.Equal((true, false), (first.IsPaused, first.IsCancelRequested));
        Assert.Equal((false, true), (second.IsPaused, second.IsCancelRequested));
        Assert.True(db.Reader.LoadJobs([first.Id])[0].IsPaused);
        Assert.True(db.Reader.LoadJobs([second.Id])[0].IsCancelRequested);
    }

    [Fact]
    public void Reschedule_WhenACancellationWasRequested_EndsTheJob()
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Commit(StoreDriver.Command(job.Id, JobCommand.Cancel));
        var atom = db.Reschedule(job.Id);
        Assert.Equal(AtomAnswer.Applied, db.Apply(atom));

        Assert.True(atom.WasCancelled);
        Assert.Equal((JobStatus.Cancelled, db.Now), (db.Reader.Find(job.Id)!.Info.Status, db.Reader.Find(job.Id)!.Info.FinishedAt));
    }

    [Fact]
    public void Reschedule_TellsThatTheJobIsPaused()
    {
        var db = Open();
        var job = db.SubmitJob();
        db.Commit(StoreDriver.Command(job.Id, JobCommand.Pause));
        var atom = db.Reschedule(job.Id);
        db.Commit(atom);
        Assert.Equal((true, false), (atom.IsPaused, atom.WasCancelled));
        Assert.Empty(db.Window().Jobs);
    }
}
