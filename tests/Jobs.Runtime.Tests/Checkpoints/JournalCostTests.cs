using Jobs.Catalog;
using Jobs.Checkpoints;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Checkpoints;

/// <summary>
/// What checkpoints hand to the store as the number of items grows, folds included: bytes, which no machine changes. The time
/// is measured in bench/.
/// </summary>
public sealed class JournalCostTests
{
    private const int ChangesEachTime = 100;

    [Fact]
    public void Checkpoint_OfManyItems_WritesAtMostTwiceWhatOneOfFewDoes_OnTheMeanAndAtWorst()
    {
        var few = Measure(1000, checkpoints: 1000);
        var many = Measure(200_000, checkpoints: 3000);
        Assert.True(few.Folds > 3 && many.Folds > 0, $"{few} {many}");
        Assert.True(many.Mean <= 2 * few.Mean && many.Worst <= 2 * few.Worst, $"{few} {many}");
    }

    [Fact]
    public void StoredJournal_StaysWithinAFewTimesItsItems()
    {
        var shelf = Fill(20_000);
        var store = new Stored(shelf);
        var random = new Random(1);
        var most = 0L;
        for (var i = 0; i < 5000; i++)
        {
            for (var change = 0; change < ChangesEachTime; change++) shelf.Map[random.Next(20_000)] = "0123456789";
            store.Save();
            most = Math.Max(most, store.Bytes);
        }

        // 20,000 items take 20 bytes each as they are folded.
        Assert.InRange(most, 400_000, 4 * 440_000);
    }

    private static (double Mean, int Worst, int Folds) Measure(int items, int checkpoints)
    {
        var shelf = Fill(items);
        var store = new Stored(shelf);
        var random = new Random(1);
        var (sum, worst, folds) = (0L, 0, 0);
        for (var i = 0; i < checkpoints; i++)
        {
            for (var change = 0; change < ChangesEachTime; change++)
            {
                if (change % 2 == 0) shelf.Map[random.Next(items)] = "0123456789";
                else shelf.List[random.Next(items / 4)] = "9876543210";
            }

            var draft = store.Save();
            sum += draft.Entry.Body.Length;
            worst = Math.Max(worst, draft.Entry.Body.Length);
            if (draft.EndsFold) folds++;
        }

        return ((double)sum / checkpoints, worst, folds);
    }

    private static Shelf Fill(int items)
    {
        var shelf = new Shelf();
        for (var i = 0; i < items; i++) shelf.Map[i] = "0123456789";
        for (var i = 0; i < items / 4; i++) shelf.List.Add("0123456789");
        return shelf;
    }

    /// <summary>A store that takes everything, and drops what is replaced at once.</summary>
    private sealed class Stored
    {
        private readonly JournalWriter _writer;
        private readonly Queue<(long Sequence, int Bytes)> _entries = [];

        public Stored(Shelf shelf)
        {
            _writer = new JournalWriter(Shelf.Descriptor(1), shelf, JobLimits.Default, new StoredPayload([], [], 1, [], 0));
            Save();
        }

        public long Bytes { get; private set; }

        public JournalDraft Save()
        {
            var draft = _writer.Take()!;
            _writer.Confirm(draft);
            _entries.Enqueue((draft.Entry.Sequence, draft.Entry.Body.Length));
            Bytes += draft.Entry.Body.Length;
            while (_entries.Peek().Sequence < draft.Entry.Base) Bytes -= _entries.Dequeue().Bytes;
            return draft;
        }
    }
}
