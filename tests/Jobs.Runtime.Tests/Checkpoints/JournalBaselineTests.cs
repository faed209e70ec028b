using Jobs.Checkpoints;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Checkpoints;

/// <summary>The policy of folds.</summary>
public sealed class JournalBaselineTests
{
    [Fact]
    public void FirstEntry_IsABase()
    {
        var journal = new JournalBaseline(0, []);
        Assert.True(journal.NeedsBase);
        journal.Advance(journal.NextBase(new byte[10]));
        Assert.False(journal.NeedsBase);
        Assert.Equal(1, journal.Sequence);
    }

    [Fact]
    public void Changes_ThatOutweighTheirBase_AreFolded()
    {
        var journal = WithBase(100_000);
        while (!journal.WantsPiece) journal.Advance(journal.Next(new byte[936], endsFold: false));
        Assert.InRange(journal.Sequence, 165, 167); // 100,064 + n * 1,000 > 2 * 100,000 + 64 KiB.
        Assert.False(journal.NeedsBase);
    }

    [Fact]
    public void TinyEntries_AreFoldedToo_BecauseEachIsARow()
    {
        var journal = WithBase(10);
        while (!journal.WantsPiece && journal.Sequence < 2000) journal.Advance(journal.Next(new byte[1], endsFold: false));
        Assert.InRange(journal.Sequence, 900, 1100);
    }

    [Fact]
    public void Piece_IsLargerThanWhatChanges_AndBounded()
    {
        var journal = WithBase(10);
        Assert.Equal(4096, journal.PieceBytes);
        journal.Advance(journal.Next(new byte[100_000], endsFold: false));
        Assert.Equal(200_000, journal.PieceBytes);
        journal.Advance(journal.Next(new byte[100_000], endsFold: false), pieceBytes: 60_000);
        Assert.Equal(80_000, journal.PieceBytes);
        journal.Advance(journal.Next(new byte[30_000_000], endsFold: false), pieceBytes: 0);
        Assert.Equal(4 * 1024 * 1024, journal.PieceBytes);
    }

    [Fact]
    public void Fold_MovesTheBaseToItsFirstEntry_OnlyWithItsLast()
    {
        var journal = WithBase(100);
        journal.Advance(journal.Next(new byte[70_000], endsFold: false));
        Assert.True(journal.WantsPiece);
        var first = journal.Next(new byte[5000], endsFold: false);
        journal.Advance(first, pieceBytes: 4096);
        var second = journal.Next(new byte[5000], endsFold: false);
        journal.Advance(second, pieceBytes: 4096);
        var last = journal.Next(new byte[5000], endsFold: true);
        Assert.Equal((1L, 1L, 3L), (first.Base, second.Base, last.Base));
        Assert.Equal((false, false, true), (first.EndsFold, second.EndsFold, last.EndsFold));
        Assert.True(journal.WantsPiece);
        journal.Advance(last, pieceBytes: 4096);
        Assert.False(journal.WantsPiece);
        Assert.Equal(3L, journal.Next([], endsFold: false).Base);
    }

    [Fact]
    public void Fold_OfOneEntry_IsABase()
    {
        var journal = WithBase(100);
        journal.Advance(journal.Next(new byte[70_000], endsFold: false));
        var only = journal.Next(new byte[500], endsFold: true);
        Assert.Equal((true, 3L, false), (only.IsBase, only.Base, only.EndsFold));
        journal.Advance(only, pieceBytes: 400);
        Assert.False(journal.WantsPiece);
    }

    [Fact]
    public void Fold_ThatIsGivenUp_BeginsAnew()
    {
        var journal = WithBase(100);
        journal.Advance(journal.Next(new byte[70_000], endsFold: false));
        journal.Advance(journal.Next(new byte[5000], endsFold: false), pieceBytes: 4096);
        journal.EndFold();
        journal.Advance(journal.Next(new byte[5000], endsFold: false));
        journal.Advance(journal.Next(new byte[5000], endsFold: false), pieceBytes: 4096);
        Assert.Equal(5L, journal.Next([], endsFold: true).Base);
    }

    [Fact]
    public void RefusedEntry_ForcesABase()
    {
        var journal = WithBase(100);
        journal.Invalidate();
        Assert.True(journal.NeedsBase);
        journal.Advance(journal.NextBase(new byte[100]));
        Assert.False(journal.NeedsBase);
    }

    [Theory]
    [InlineData(500_000, false)]
    [InlineData(700_000, true)]
    public void Resume_WithAJournalThatNoAttemptFolded_WritesAllAnew(int bytes, bool isExpected)
    {
        var journal = new JournalBaseline(2, [new(1, true, new byte[100_000]), new(2, false, new byte[bytes])], foldedBytes: 100_000);
        Assert.Equal(isExpected, journal.PrefersBase);
    }

    [Fact]
    public void Resume_OfAnotherVersion_WritesAllAnew() =>
        Assert.True(new JournalBaseline(1, [new(1, true, [])], isOtherVersion: true).PrefersBase);

    private static JournalBaseline WithBase(int bytes) => new(1, [new StoredJournalEntry(1, true, new byte[bytes])], foldedBytes: bytes);
}
