using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public void Visit_AfterACrash_LeavesTheSuspectsToTheNextOwner()
    {
        var db = Open();
        var (suspect, other) = (db.SubmitJob(), db.SubmitJob());
        db.Mark(alone: true, suspect.Id);
        Leave(db);

        for (var i = 0; i < 3; i++)
        {
            var visit = Visit();
            Assert.Equal((false, 0), (visit.Session.WasUnclean, visit.Session.Suspects.Count));
            Assert.Equal(AtomAnswer.Applied, visit.Apply(StoreDriver.Command(other.Id, JobCommand.Pause)));
            Leave(visit);
        }

        var next = Open();
        Assert.True(next.Session.WasUnclean);
        Assert.Equal(new CrashSuspect(suspect.Id, Fence: 2, Crashes: 1, WasAlone: true), Assert.Single(next.Session.Suspects));
        Assert.True(next.Reader.LoadJobs([other.Id])[0].IsPaused);
    }

    [Fact]
    public void Visit_AfterACleanStop_LeavesItClean()
    {
        var db = Open();
        db.SubmitJob();
        db.Store.Close();
        Leave(db);
        var visit = Visit();
        var job = visit.SubmitJob();
        Leave(visit);

        var next = Open();
        Assert.False(next.Session.WasUnclean);
        Assert.NotNull(next.Reader.LoadPayload(job.Id));
        Assert.True(next.Session.IdHighWater >= job.Id.Value);
    }

    [Fact]
    public void Visit_ThatOnlyLooks_WritesNothing()
    {
        var db = Open();
        var job = db.SubmitJob();
        var epoch = db.Session.Epoch;
        db.Store.Close();
        Leave(db);
        var visit = Visit();
        Assert.NotNull(visit.Reader.Find(job.Id));
        Leave(visit);
        Assert.Equal(epoch + 1, Open().Session.Epoch);
    }

    [Fact]
    public void Visit_ThatCommitted_PutsAnEarlierOwnerOutOfOffice()
    {
        var db = Open();
        var job = db.SubmitJob();
        var late = db.Batch(StoreDriver.Command(job.Id, JobCommand.Cancel));
        Leave(db);
        var visit = Visit();
        visit.SubmitJob();
        Assert.Equal(CommitFailure.OwnerLost, Assert.Throws<StoreCommitException>(() => visit.Store.Commit(late)).Failure);
    }
}
