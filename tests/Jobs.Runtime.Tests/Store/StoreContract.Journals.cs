using Jobs.Catalog;
using Jobs.Checkpoints;
using Jobs.Runtime.Tests.Checkpoints;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>Journaled members through the store, whatever happens between two checkpoints.</summary>
public abstract partial class StoreContract
{
    // So that few items have folds of several pieces.
    private static readonly FoldPolicy Eager = new() { WeightMin = 256, PieceBytesMin = 64, PieceBytesMax = 1024 };

    public static TheoryData<int> JournalSeeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(JournalSeeds))]
    public void Journal_OfAJobThatCrashesAnywhere_HoldsTheLastCheckpoint(int seed)
    {
        var random = new Random(seed);
        var db = Open();
        var id = db.SubmitJob().Id;
        var (version, crashes, folds) = (1, 0, 0);
        JournalDraft? current = null;
        var (shelf, writer) = Load();
        var saved = Shelf.Show(shelf);
        for (var step = 0; step < 2000; step++)
        {
            for (var i = random.Next(8); i >= 0; i--) shelf.ChangeAtRandom(random);
            switch (random.Next(200))
            {
                case 0:
                    // The process dies with changes that no checkpoint saw. The class of the next one may be of another version.
                    db = Crash(db);
                    version += random.Next(4) / 3;
                    (shelf, writer) = Load();
                    Assert.Equal(saved, Shelf.Show(shelf));
                    crashes++;
                    break;
                case 1:
                    // Dies after the store has answered and before anybody heard it.
                    if (Save() is { } unheard) Assert.Equal(AtomAnswer.Applied, unheard.Answer);
                    (shelf, writer) = Load();
                    Assert.Equal(saved, Shelf.Show(shelf));
                    break;
                case 2:
                    // A checkpoint is refused, for a reason of its own.
                    if (writer.Take() is not { } draft) break;
                    Assert.Equal(AtomAnswer.Rejected, db.Apply(Atom(draft, covered: [99])));
                    writer.Refuse();
                    break;
                case 3:
                    // An item cannot be written for once: the checkpoint throws, and the job goes on.
                    shelf.List.Add("spoilt");
                    shelf.IsSpoilt = true;
                    Assert.Throws<JobPayloadException>(() => writer.Take());
                    shelf.IsSpoilt = false;
                    break;
                default:
                    if (Save() is null) break;
                    writer.Confirm(current!);
                    if (current!.Entry.EndsFold) folds++; // Of several entries.
                    break;
            }

            if (step % 10 == 0) Assert.Equal(saved, Shelf.Show(Load().Shelf));
        }

        Assert.True(crashes > 0 && folds > 3);
        Assert.InRange(StoredBytes(), 1, 10 * (saved.Length + 1024));

        CheckpointAtom? Save()
        {
            current = writer.Take();
            if (current is null) return null;
            var atom = Atom(current);
            db.Commit(atom);
            saved = Shelf.Show(shelf);
            return atom;
        }

        CheckpointAtom Atom(JournalDraft draft, long[]? covered = null) => new()
        {
            Id = id, Fence = 1, State = "{}"u8.ToArray(), StateVersion = version, Journal = draft.Entry, CoveredResults = covered ?? [],
        };

        (Shelf Shelf, JournalWriter Writer) Load()
        {
            var payload = db.Reader.LoadPayload(id)!;
            var job = SavedJob.Restore(Shelf.Descriptor(version), id, version, payload);
            return ((Shelf)job, new JournalWriter(Shelf.Descriptor(version), job, JobLimits.Default, payload, Eager));
        }

        long StoredBytes() => db.Reader.LoadPayload(id)!.Journal.Sum(e => (long)e.Body.Length);
    }
}
