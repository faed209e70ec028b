using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public void Submit_IsReadBackWhole()
    {
        var db = Open();
        var atom = db.NewJob(
            "copy", JobStatus.Scheduled, rank: -42, dueAt: db.Now.AddHours(1), key: "k", token: "t",
            tags: new() { ["volume"] = "d", ["ü"] = "ß" }, input: StoreDriver.Utf8("""{"é":"ẞ"}"""),
            retry: new RetryPolicy { MaxAttempts = 7, Delay = TimeSpan.FromMilliseconds(1.5), Multiplier = 1.25, MaxDelay = TimeSpan.FromHours(1), Jitter = 0.5 },
            timeout: TimeSpan.FromSeconds(90));

        db.Submit(atom);

        Assert.Equal(atom.Job, Assert.Single(db.Reader.LoadJobs([atom.Id])));
        var payload = db.Reader.LoadPayload(atom.Id)!;
        Assert.Equal(atom.Input, payload.Input);
        Assert.Equal(atom.State, payload.State);
        Assert.Equal((1, 0L), (payload.StateVersion, payload.JournalSequence));
        var info = db.Reader.Find(atom.Id)!.Info;
        Assert.Equal(("k", "d", "ß"), (info.Key, info.Tags["volume"], info.Tags["ü"]));
        Assert.Equal((JobStatus.Scheduled, atom.Job.DueAt, atom.Id), (info.Status, info.DueAt, info.RootId));
    }

    [Fact]
    public void Submit_WhenItsKeyIsActive_AnswersTheHolder()
    {
        var db = Open();
        var first = db.Submit(db.NewJob("copy", key: "k"));

        var second = db.NewJob("copy", key: "k");
        Assert.Equal(AtomAnswer.Duplicate, db.Apply(second));

        Assert.Equal((first.Id, false), (second.ExistingId, second.IsByToken));
        Assert.Empty(db.Reader.LoadJobs([second.Id]));
    }

    [Fact]
    public void Submit_WhenTwoInOneBatchShareAKey_OnlyTheFirstIsStored()
    {
        var db = Open();
        var (first, second) = (db.NewJob(key: "k"), db.NewJob(key: "k"));
        db.Commit(first, second);
        Assert.Equal((AtomAnswer.Applied, AtomAnswer.Duplicate), (first.Answer, second.Answer));
        Assert.Equal(first.Id, second.ExistingId);
    }

    [Fact]
    public void Submit_WhenTheKeyIsOfAnotherName_IsStored()
    {
        var db = Open();
        db.Submit(db.NewJob("copy", key: "k"));
        db.Submit(db.NewJob("move", key: "k"));
    }

    [Fact]
    public void Submit_WhenTheHolderOfItsKeyHasEnded_IsStored()
    {
        var db = Open();
        var first = db.Submit(db.NewJob(key: "k"));
        db.Commit(db.Completion(first.Id));
        db.Submit(db.NewJob(key: "k"));
    }

    [Fact]
    public void Submit_WhenItsTokenWasSeen_AnswersThatJob_EvenAfterItsEnd()
    {
        var db = Open();
        var first = db.Submit(db.NewJob(token: "t"));
        var again = db.NewJob(token: "t");
        Assert.Equal(AtomAnswer.Duplicate, db.Apply(again));
        Assert.Equal((first.Id, true), (again.ExistingId, again.IsByToken));

        db.Commit(db.Completion(first.Id));
        var late = db.NewJob(token: "t");
        Assert.Equal(AtomAnswer.Duplicate, db.Apply(late));
        Assert.Equal(first.Id, late.ExistingId);
    }

    [Theory]
    [InlineData(JobStatus.Running)]
    [InlineData(JobStatus.Completed)]
    [InlineData(JobStatus.Blocked)]
    public void Submit_WhenItsStatusIsNoBeginning_IsRejected(JobStatus status)
    {
        var db = Open();
        var atom = db.NewJob(status: status);
        Assert.Equal(AtomAnswer.Rejected, db.Apply(atom));
        Assert.Contains(status.ToString(), atom.RejectedBecause);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Submit_ThatFindsAJobOfAnotherName_AnswersThatName_ActiveOrEnded(bool hasEnded)
    {
        var db = Open();
        var parent = db.SubmitJob("parent");
        var child = db.Submit(db.NewChild(parent, "key")).Job;
        var first = db.Submit(db.NewJob("first", token: "t")).Job;
        if (hasEnded) db.Commit(db.Completion(child.Id), db.Completion(first.Id));

        var other = db.NewChild(parent, "key", name: "other");
        var second = db.NewJob("second", token: "t");
        db.Commit(other, second);
        Assert.Equal((AtomAnswer.Duplicate, child.Id, "child"), (other.Answer, other.ExistingId, other.ExistingName));
        Assert.Equal((AtomAnswer.Duplicate, first.Id, "first"), (second.Answer, second.ExistingId, second.ExistingName));
    }

    [Fact]
    public void Submit_WhenItsIdIsTaken_IsRejected_ActiveOrEnded()
    {
        var db = Open();
        var first = db.SubmitJob();
        Assert.Equal(AtomAnswer.Rejected, db.Apply(Again(first.Id)));

        db.Commit(db.Completion(first.Id));
        Assert.Equal(AtomAnswer.Rejected, db.Apply(Again(first.Id)));
        Assert.Equal(JobStatus.Completed, db.Reader.Find(first.Id)!.Info.Status);

        SubmitAtom Again(JobId id)
        {
            var atom = db.NewJob();
            return new SubmitAtom { Id = id, Job = atom.Job with { Id = id, RootId = id }, Input = atom.Input, State = atom.State };
        }
    }

    [Fact]
    public void Submit_KeepsTheInitialItemsOfJournals()
    {
        var db = Open();
        var atom = db.Submit(db.NewJob(journal: StoreDriver.Utf8("[1,2]")));
        var payload = db.Reader.LoadPayload(atom.Id)!;
        var entry = Assert.Single(payload.Journal);
        Assert.Equal((1L, true, "[1,2]", 1L), (entry.Sequence, entry.IsBase, StoreDriver.Text(entry.Body), payload.JournalSequence));
    }

    [Fact]
    public void Child_WhenItsKeyIsKnownToTheParent_AnswersTheChild_EvenAfterTheChildsEnd()
    {
        var db = Open();
        var parent = db.SubmitJob();
        var child = db.Submit(db.NewChild(parent, "c"));
        db.Commit(db.Completion(child.Id));

        var again = db.NewChild(parent, "c");
        Assert.Equal(AtomAnswer.Duplicate, db.Apply(again));
        Assert.Equal(child.Id, again.ExistingId);
    }

    [Fact]
    public void Child_WhenItsJobKeyIsTaken_IsAnsweredThatJobEverAfter()
    {
        var db = Open();
        var parent = db.SubmitJob();
        var holder = db.Submit(db.NewJob("child", key: "k"));
        Assert.Equal(AtomAnswer.Duplicate, db.Apply(db.NewChild(parent, "c", key: "k")));

        db.Commit(db.Completion(holder.Id));
        var again = db.NewChild(parent, "c", key: "k");
        Assert.Equal(AtomAnswer.Duplicate, db.Apply(again));
        Assert.Equal(holder.Id, again.ExistingId);
    }

    [Fact]
    public void Child_WhenTheParentsAttemptIsOver_IsStale()
    {
        var db = Open();
        var parent = db.SubmitJob();
        db.Commit(db.Reschedule(parent.Id));
        var child = db.NewChild(parent);
        Assert.Equal(AtomAnswer.Stale, db.Apply(child));
        Assert.Equal(AtomAnswer.Applied, db.Apply(db.NewChild(parent, parentFence: 2)));

        db.Commit(db.Completion(parent.Id, fence: 2));
        Assert.Equal(AtomAnswer.Stale, db.Apply(db.NewChild(parent, parentFence: 2)));
    }
}
