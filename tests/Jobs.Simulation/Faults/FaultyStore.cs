using Jobs.Simulation.Reference;
using Jobs.Simulation.Worlds;
using Jobs.Store;

namespace Jobs.Simulation.Faults;

/// <summary>A store that fails when the seed says so, and tells the model of every batch that it took all the same.</summary>
internal sealed class FaultyStore(IJobStore inner, World world) : IJobStore
{
    private readonly List<IStoreReader> _readers = [];
    private bool _hasReserve = true;

    public StoreSession Open(StoreOpening opening)
    {
        var session = inner.Open(opening);
        world.Log.Opened(opening);
        world.Model.OnOpened(session);
        return session;
    }

    public void Commit(WriteBatch batch)
    {
        var fault = world.NextCommitFault();
        var atoms = string.Join(", ", batch.Atoms.Take(6).Select(Model.Describe));
        if (fault == CommitFault.Lie)
        {
            world.Say($"commit batch {batch.Sequence} ({atoms}) → dropped, and said to be applied");
            foreach (var atom in batch.Atoms) atom.Answer = AtomAnswer.Applied;
            return;
        }

        if (fault is { } failure && failure != CommitFault.UnknownApplied)
        {
            world.Say($"commit batch {batch.Sequence} ({atoms}) → {failure}");
            throw new StoreCommitException(
                failure switch
                {
                    CommitFault.Busy => CommitFailure.Busy,
                    CommitFault.Full => CommitFailure.Full,
                    CommitFault.Broken => CommitFailure.Broken,
                    _ => CommitFailure.Unknown,
                },
                $"Simulated: {failure}.");
        }

        inner.Commit(batch);
        world.Say($"commit batch {batch.Sequence} ({atoms}{(batch.Atoms.Count > 6 ? ", …" : "")}) → {(fault is null ? "applied" : "unknown, applied")}{(batch.StartMark is null ? "" : $"; mark {string.Join(' ', batch.StartMark.Ids)}")}");
        world.Log.Committed(batch);
        world.Model.OnCommitted(batch);
        if (fault is not null) throw new StoreCommitException(CommitFailure.Unknown, "Simulated: unknown, applied.");
    }

    public bool WasCommitted(long session, long sequence) => inner.WasCommitted(session, sequence);

    public void VerifyOwnership() => inner.VerifyOwnership();

    public bool Maintain(DateTimeOffset now) => inner.Maintain(now);

    public bool ReleaseReserve()
    {
        if (!_hasReserve) return false;
        world.Say("the reserve is given up");
        _hasReserve = false;
        return true;
    }

    public bool RestoreReserve()
    {
        if (!_hasReserve && world.NextCommitFault() is null) _hasReserve = inner.RestoreReserve();
        return _hasReserve;
    }

    public string? TakeWarning() => inner.TakeWarning();

    public void Close()
    {
        inner.Close();
        world.Log.Closed();
        world.Model.OnClosed();
    }

    public IStoreReader OpenReader()
    {
        var reader = inner.OpenReader();
        _readers.Add(reader);
        return new FaultyReader(reader, world);
    }

    /// <summary>The process is gone: what the system would close is closed.</summary>
    public void Drop()
    {
        foreach (var reader in _readers) reader.Dispose();
        inner.Dispose();
    }

    public void Dispose() => inner.Dispose();
}

/// <summary>What may go wrong with a commit.</summary>
internal enum CommitFault
{
    Busy,
    Full,
    Broken,
    UnknownLost,
    UnknownApplied,

    /// <summary>Every atom is answered as applied, and nothing is.</summary>
    Lie,
}
