using System.Buffers;
using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Abstractions.Tests.Journals;

/// <summary>What a store would hold of one journaled collection, checkpoint by checkpoint, with folds as chance has it.</summary>
internal sealed class JournalStory(Random random, IJournal journal, Action<Utf8JsonWriter, bool> write)
{
    private readonly List<(byte[] Body, bool IsBase)> _entries = [];
    private int _foldStart = -1;

    public delegate void Applier(ref Utf8JsonReader reader, bool full);

    /// <summary>How many folds were completed.</summary>
    public int Folds { get; private set; }

    /// <summary>
    /// One checkpoint. Most are durable; of some the entry is refused, and all is written in its place. While some are on their
    /// way, the collection changes; then another one follows.
    /// </summary>
    public void Checkpoint(Action change)
    {
        while (!Save(random.Next(4) == 0 ? change : null))
        {
        }
    }

    /// <summary>What a resume does.</summary>
    public void Rebuild(IJournal rebuilt, Applier apply)
    {
        for (var i = _entries.FindLastIndex(e => e.IsBase); i < _entries.Count; i++)
        {
            var (body, isBase) = _entries[i];
            var reader = JobJson.CreateReader(body);
            Assert.True(reader.Read(), Encoding.UTF8.GetString(body));
            apply(ref reader, isBase);
            Assert.False(reader.Read());
        }

        Assert.False(rebuilt.Log.IsPartial);
        Assert.Equal(0, rebuilt.Log.PendingChanges);
    }

    private bool Save(Action? change)
    {
        var full = _entries.Count == 0 || random.Next(16) == 0;
        if (full || random.Next(12) == 0) GiveUp();
        if (!full && random.Next(2) == 0)
        {
            if (_foldStart < 0)
            {
                journal.Log.BeginFold();
                _foldStart = _entries.Count;
            }

            journal.Log.AllowPiece(new FoldBudget(random.Next(3, 30)));
        }

        if (!full && !journal.Log.HasToWrite) return true;
        var body = Write(full);
        if (random.Next(16) == 0)
        {
            GiveUp();
            (full, body) = (true, Write(full: true));
        }

        var changes = journal.Log.PendingChanges;
        for (var i = 0; change is not null && i < 4; i++) change();
        _entries.Add((body, full));
        journal.Log.Acknowledge(changes);
        if (!journal.Log.IsFolded) return change is null;
        _entries[_foldStart] = _entries[_foldStart] with { IsBase = true };
        GiveUp();
        Folds++;
        return change is null;
    }

    private void GiveUp()
    {
        journal.Log.EndFold();
        _foldStart = -1;
    }

    private byte[] Write(bool full)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer, full); // A validating writer: what is written must be JSON.
        return buffer.WrittenSpan.ToArray();
    }
}
