using System.Text;
using System.Text.Json;
using Jobs.Catalog;
using Jobs.Checkpoints;
using Jobs.CompilerServices;
using Jobs.Store;
using Jobs.TestKit.Time;

namespace Jobs.Runtime.Tests.Checkpoints;

/// <summary>What a checkpoint writes, and what the next one writes after it, by the answer.</summary>
public sealed class CheckpointerTests : ICheckpointSink, IReceivedResults
{
    private static readonly JobDescriptor<Diary, int> s_descriptor = new()
    {
        Name = "diary",
        Version = 1,
        InputWriter = static (w, _) => WriteNothing(w),
        StateWriter = static (w, _) => WriteNothing(w),
        Restorer = static (_, _, _) => new Diary(),
        Runner = static (_, _, _) => new ValueTask<int>(0),
        Journals = static d => [d.Lines],
        JournalWriter = static (d, w, full) =>
        {
            w.WriteStartObject();
            w.WriteNumber(full ? "lines"u8 : "changes"u8, full ? d.Lines.Count : ((IJournal)d.Lines).Log.PendingChanges);
            w.WriteEndObject();
        },
    };

    private readonly ManualTimeProvider _time = new();
    private readonly Diary _diary = new();
    private readonly List<CheckpointAtom> _atoms = [];
    private readonly Checkpointer _checkpointer;
    private List<long> _received = [];

    public CheckpointerTests() => _checkpointer = new Checkpointer(
        this, s_descriptor, _diary, new JobId(1), fence: 1, JobLimits.Default, _time, TimeSpan.FromSeconds(1), new JournalWriter(s_descriptor, _diary, JobLimits.Default, new StoredPayload([], [], 1, [], 0)), this, _time.GetTimestamp());

    [Fact]
    public async Task Entries_FollowTheStoredOnes_AndHoldWhatChangedSince()
    {
        _diary.Lines.Add("a");
        await SaveAsync(AtomAnswer.Applied);
        _diary.Lines.Add("b");
        _diary.Lines.Add("c");
        await SaveAsync(AtomAnswer.Applied);
        await SaveAsync(AtomAnswer.Applied);
        _diary.Lines.Add("d");
        await SaveAsync(AtomAnswer.Applied);
        Assert.Equal(["1 base {\"lines\":1}", "2 {\"changes\":2}", "-", "3 {\"changes\":1}"], _atoms.Select(Entry));
    }

    [Fact]
    public async Task Entry_AfterOneThatWasRefused_HoldsAll_UnderTheSameNumber()
    {
        _diary.Lines.Add("a");
        await SaveAsync(AtomAnswer.Applied);
        _diary.Lines.Add("b");
        await Assert.ThrowsAsync<JobPayloadException>(() => SaveAsync(AtomAnswer.Rejected));
        await SaveAsync(AtomAnswer.Applied);
        Assert.Equal(["1 base {\"lines\":1}", "2 {\"changes\":1}", "2 base {\"lines\":2}"], _atoms.Select(Entry));
    }

    [Fact]
    public async Task Results_OfARefusedCheckpoint_AreCoveredByTheNext()
    {
        _received = [7, 8];
        await Assert.ThrowsAsync<JobPayloadException>(() => SaveAsync(AtomAnswer.Rejected));
        _received.Add(9);
        await SaveAsync(AtomAnswer.Applied);
        Assert.Equal([7, 8, 9], _atoms[^1].CoveredResults);
        await SaveAsync(AtomAnswer.Applied);
        Assert.Empty(_atoms[^1].CoveredResults);
    }

    [Fact]
    public async Task Interval_RunsFromTheLastCheckpointThatWasSaved()
    {
        Assert.False(_checkpointer.IsDue);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_checkpointer.IsDue);
        await Assert.ThrowsAsync<JobPayloadException>(() => SaveAsync(AtomAnswer.Rejected));
        Assert.True(_checkpointer.IsDue);
        await SaveAsync(AtomAnswer.Applied);
        Assert.False(_checkpointer.IsDue);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(_checkpointer.IsDue);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(_checkpointer.IsDue);
    }

    [Fact]
    public async Task Checkpoint_WhileAnotherIsNotFinished_IsRefused_AndOneAfterItIsNot()
    {
        var first = _checkpointer.SaveAsync().AsTask();
        Assert.Contains("while another is not finished", (await Assert.ThrowsAsync<JobUsageException>(async () => await _checkpointer.SaveAsync())).Message);
        Answer(AtomAnswer.Applied);
        await first;
        await SaveAsync(AtomAnswer.Applied);
        Assert.Equal(2, _atoms.Count);
    }

    void ICheckpointSink.Commit(Atom atom) => _atoms.Add((CheckpointAtom)atom);

    IReadOnlyList<long> IReceivedResults.Take()
    {
        var taken = _received;
        _received = [];
        return taken;
    }

    void IReceivedResults.PutBack(IReadOnlyList<long> results) => _received.InsertRange(0, results);

    private async Task SaveAsync(AtomAnswer answer)
    {
        var save = _checkpointer.SaveAsync().AsTask();
        if (!save.IsCompleted) Answer(answer);
        await save;
    }

    private void Answer(AtomAnswer answer)
    {
        var atom = _atoms[^1];
        atom.Answer = answer;
        if (answer == AtomAnswer.Rejected) atom.RejectedBecause = "It is too large.";
        atom.Acknowledged!(atom);
    }

    private static string Entry(CheckpointAtom atom) => atom.Journal is { } entry
        ? $"{entry.Sequence}{(entry.IsBase ? " base" : "")} {Encoding.UTF8.GetString(entry.Body)}"
        : "-";

    private static void WriteNothing(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }

    private sealed class Diary
    {
        public JournaledList<string> Lines { get; } = [];
    }
}
