using Jobs.Checkpoints;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Checkpoints;

public sealed class JournalBaselineTests
{
    [Fact]
    public void FirstEntry_IsABase()
    {
        var journal = new JournalBaseline(0, []);
        Assert.True(journal.WantsBase);
        journal.Advance(Entry(1, isBase: true, 10));
        Assert.False(journal.WantsBase);
        Assert.Equal(1, journal.Sequence);
    }

    [Fact]
    public void Deltas_ThatOutweighTheirBase_AreFolded()
    {
        var journal = new JournalBaseline(1, [Entry(1, isBase: true, 100_000)]);
        for (var i = 2; i <= 101; i++)
        {
            Assert.False(journal.WantsBase);
            journal.Advance(Entry(i, isBase: false, 1000));
        }

        journal.Advance(Entry(102, isBase: false, 1));
        Assert.True(journal.WantsBase);
    }

    [Fact]
    public void RefusedEntry_ForcesABase()
    {
        var journal = new JournalBaseline(1, [Entry(1, isBase: true, 100)]);
        journal.Invalidate();
        Assert.True(journal.WantsBase);
        journal.Advance(Entry(2, isBase: true, 100));
        Assert.False(journal.WantsBase);
    }

    private static StoredJournalEntry Entry(long sequence, bool isBase, int bytes) => new(sequence, isBase, new byte[bytes]);
}
