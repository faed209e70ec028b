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

    private static NoteAtom Atom(long id) => new() { Id = new JobId(id), Fence = 1 };
}
