using Jobs.Store;

namespace Jobs.Engine;

/// <summary>
/// The batches that wait for the writer: the last is open and takes atoms, those before it are full. Notes of one job
/// coalesce within the open batch. Touched by the loop alone.
/// </summary>
internal sealed class OpenBatches(long session, EngineOptions options)
{
    private readonly Queue<WriteBatch> _full = new();
    private readonly Dictionary<long, NoteAtom> _notes = []; // Of the open batch.
    private WriteBatch? _open;
    private long _sequence;
    private long _openBytes;

    /// <summary>Bytes that wait, those of the batch in flight included until it is acknowledged.</summary>
    public long BacklogBytes { get; private set; }

    /// <summary>Batches handed over and not acknowledged: 0 or 1.</summary>
    public WriteBatch? InFlight { get; private set; }

    public bool IsEmpty => _open is null && _full.Count == 0 && InFlight is null;

    public bool HasWork => _open is not null || _full.Count > 0;

    public void Add(Atom atom) => Add(atom, options.Durability);

    public void Add(Atom atom, Durability durability)
    {
        var batch = Open();
        batch.Atoms.Add(atom);
        if (durability == Durability.Flushed) batch.Durability = Durability.Flushed;
        _openBytes += atom.Size;
        BacklogBytes += atom.Size;
        if (batch.Atoms.Count >= options.BatchAtomsMax || _openBytes >= options.BatchBytesMax) CloseOpen();
    }

    /// <summary>The job's note in the open batch; a new one if there is none.</summary>
    public NoteAtom NoteOf(JobId id, long fence)
    {
        if (_notes.TryGetValue(id.Value, out var note) && note.Fence == fence) return note;
        note = new NoteAtom { Id = id, Fence = fence };
        Add(note);
        _notes[id.Value] = note; // If that filled the batch, the next note makes a new one: a closed batch is not written to.
        if (_open is null) _notes.Clear();
        return note;
    }

    /// <summary>Makes sure that there is a batch to carry a start mark.</summary>
    public void Require() => Open();

    /// <summary>Takes the first batch for the writer.</summary>
    public WriteBatch Take()
    {
        if (_full.Count == 0) CloseOpen();
        InFlight = _full.Dequeue();
        return InFlight;
    }

    /// <summary>The batch in flight is acknowledged.</summary>
    public void Acknowledge(WriteBatch batch)
    {
        foreach (var atom in batch.Atoms) BacklogBytes -= atom.Size;

        // The writer is idle before it reports: the next batch may be on its way already.
        if (ReferenceEquals(InFlight, batch)) InFlight = null;
    }

    /// <summary>Everything that waits, for a store that has stopped.</summary>
    public IEnumerable<Atom> TakeAll()
    {
        List<WriteBatch> all = [];
        if (InFlight is not null) all.Add(InFlight);
        all.AddRange(_full);
        if (_open is not null) all.Add(_open);
        _full.Clear();
        _notes.Clear();
        _open = InFlight = null;
        return all.SelectMany(b => b.Atoms);
    }

    private WriteBatch Open()
    {
        if (_open is not null) return _open;
        _openBytes = 0;
        return _open = new WriteBatch { Session = session, Sequence = ++_sequence };
    }

    private void CloseOpen()
    {
        if (_open is null) return;
        _full.Enqueue(_open);
        _open = null;
        _notes.Clear();
    }
}
