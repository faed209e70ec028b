using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>The contract, in memory; and what only this store can do: fail on demand.</summary>
public sealed class MemoryStoreTests : StoreContract
{
    internal override bool IsBoundedInUpkeep => false; // It is in memory: what it drops is dropped at once.

    private readonly MemoryStoreData _data = new();

    internal override IJobStore CreateStore(StoreLimits limits) => new MemoryStore(_data, limits);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FailNextCommit_FailsOnce_WithTheBatchStoredOrNot(bool afterApplying)
    {
        var db = Open();
        var store = (MemoryStore)db.Store;
        store.FailNextCommit(CommitFailure.Unknown, afterApplying);
        var batch = db.Batch(db.NewJob());
        Assert.Equal(CommitFailure.Unknown, Assert.Throws<StoreCommitException>(() => store.Commit(batch)).Failure);
        Assert.Equal(afterApplying, store.WasCommitted(batch.Session, batch.Sequence));
        store.Commit(batch);
        Assert.Equal(1, db.Reader.Counters()[JobStatus.Ready]);
    }

    [Fact]
    public async Task HoldCommits_KeepsThemUntilTheyAreReleased()
    {
        var db = Open();
        var store = (MemoryStore)db.Store;
        var isCommitting = new TaskCompletionSource();
        store.Committing = _ => isCommitting.SetResult();
        store.HoldCommits();
        var commit = Task.Run(() => db.Commit(db.NewJob()));
        await isCommitting.Task;
        Assert.Empty(db.Reader.Counters());
        store.ReleaseCommits();
        await commit;
        Assert.Equal(1, db.Reader.Counters()[JobStatus.Ready]);
    }

    [Fact]
    public void AnEarlierStore_OnTheSameData_LosesItsOwnership()
    {
        var first = Open();
        var second = Open();
        var batch = first.Batch();
        Assert.Equal(CommitFailure.OwnerLost, Assert.Throws<StoreCommitException>(() => first.Store.Commit(batch)).Failure);
        Assert.Equal(CommitFailure.OwnerLost, Assert.Throws<StoreCommitException>(first.Store.VerifyOwnership).Failure);
        second.Store.VerifyOwnership();
    }
}
