using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Batches between the loop and the writer.</summary>
public sealed class OpenBatchesTests
{
    [Fact]
    public void Batch_HandedOverBeforeTheLoopHeardOfTheLastCommit_StaysInFlight()
    {
        var batches = new OpenBatches(session: 1, new EngineOptions());
        batches.Add(Atom(1));
        var first = batches.Take();
        batches.Add(Atom(2));
        var second = batches.Take(); // The writer was idle: it had committed the first, and its report was on its way.
        batches.Acknowledge(first);

        Assert.Same(second, batches.InFlight);
        Assert.False(batches.IsEmpty);
        Assert.Equal(new JobId(2), Assert.Single(batches.TakeAll()).Id); // A store that breaks now answers it.
    }

    [Fact]
    public void Batch_IsFlushed_WhenOneOfItsAtomsAsksForThat()
    {
        var batches = new OpenBatches(session: 1, new EngineOptions());
        batches.Add(Atom(1), Durability.Committed);
        batches.Add(Atom(2), Durability.Flushed);
        batches.Add(Atom(3), Durability.Committed);
        Assert.Equal(Durability.Flushed, batches.Take().Durability);
        batches.Add(Atom(4), Durability.Committed);
        Assert.Equal(Durability.Committed, batches.Take().Durability);
    }

    [Fact]
    public void Notes_OfOneAttempt_CoalesceInTheOpenBatch_AndInNoOther()
    {
        var batches = new OpenBatches(session: 1, new EngineOptions());
        var note = batches.NoteOf(new JobId(1), fence: 1);
        Assert.Same(note, batches.NoteOf(new JobId(1), fence: 1));
        Assert.NotSame(note, batches.NoteOf(new JobId(1), fence: 2)); // Another attempt's.
        Assert.NotSame(note, batches.NoteOf(new JobId(2), fence: 1));
        batches.NoteOf(new JobId(1), fence: 1);
        var atoms = batches.Take().Atoms.Count;
        Assert.DoesNotContain(batches.NoteOf(new JobId(1), fence: 1), batches.InFlight!.Atoms); // The writer reads those.
        Assert.Equal(atoms, batches.InFlight!.Atoms.Count);
        Assert.True(batches.HasWork);
    }

    [Fact]
    public void Backlog_IsWhatIsNotAcknowledged()
    {
        var batches = new OpenBatches(session: 1, new EngineOptions());
        batches.Add(Atom(1));
        var one = batches.BacklogBytes;
        Assert.NotEqual(0, one);
        var first = batches.Take();
        batches.Add(Atom(2));
        Assert.Equal(2 * one, batches.BacklogBytes);
        batches.Acknowledge(first);
        Assert.Equal(one, batches.BacklogBytes);
        batches.Acknowledge(batches.Take());
        Assert.Equal(0, batches.BacklogBytes);
    }

    [Fact]
    public void StoreThatBreaks_TakesAllThatWaits_InOrder()
    {
        var batches = new OpenBatches(session: 1, new EngineOptions { BatchAtomsMax = 1 });
        for (var i = 1; i <= 3; i++) batches.Add(Atom(i)); // Full batches,
        batches.Take();                                    // one of them in flight,
        var open = new OpenBatches(session: 1, new EngineOptions());
        open.Add(Atom(4));                                 // and an open one.
        Assert.Equal([1, 2, 3], batches.TakeAll().Select(a => a.Id.Value));
        Assert.Equal([4], open.TakeAll().Select(a => a.Id.Value));
        Assert.True(batches.IsEmpty && open.IsEmpty);
    }

    private static NoteAtom Atom(long id) => new() { Id = new JobId(id), Fence = 1 };
}
