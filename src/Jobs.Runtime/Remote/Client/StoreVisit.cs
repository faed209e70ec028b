using Jobs.Catalog;
using Jobs.Engine;
using Jobs.Scheduling;
using Jobs.Store;

namespace Jobs.Remote;

/// <summary>
/// One call that changes a store which no process owns, by the code that an owner uses. It holds the owner's lock meanwhile: a host that
/// starts waits for it, and finds the store as its last owner left it, and what was asked for.
/// </summary>
internal sealed class StoreVisit : IDisposable
{
    private readonly SqliteStore _store;
    private readonly StoreSession _session;
    private readonly IdClock _ids;
    private readonly TimeProvider _time;
    private readonly JobLimits _limits;
    private long _sequence;

    private StoreVisit(SqliteStore store, StoreSession session, TimeProvider time, JobLimits limits)
    {
        (_store, _session, _time, _limits) = (store, session, time, limits);
        _ids = new IdClock(session.Node, session.IdHighWater, time);
    }

    /// <summary>Takes the lock if it is free.</summary>
    /// <returns>The visit, or the error that names who holds it.</returns>
    /// <exception cref="JobStoreException">The store cannot be used, whoever owns it.</exception>
    public static (StoreVisit? Visit, JobStoreException? Owned) TryBegin(string path, string visitor, TimeProvider time, JobLimits limits)
    {
        var store = new SqliteStore(path, time);
        try
        {
            var session = store.Open(new StoreOpening(time.GetUtcNow(), visitor, TimeSpan.Zero, IsVisit: true));
            return (new StoreVisit(store, session, time, limits), null);
        }
        catch (JobStoreException failure)
        {
            store.Dispose();
            if (failure.Fault != JobStoreFault.Owned) throw;
            return (null, failure);
        }
    }

    public SubmitStamp Stamp() => new(new JobId(_ids.Next()), _time.GetUtcNow(), _limits);

    public IReadOnlyList<JobId> Submit(SubmitAtom[] atoms, JobCatalog catalog, Durability? durability)
    {
        Commit(atoms, durability ?? Durability.Flushed);
        return Array.ConvertAll(atoms, a => SubmitPreparation.IdOf(a, catalog));
    }

    public CommandOutcome Command(JobId id, JobCommand command, string token)
    {
        var atom = new CommandAtom { Id = id, Command = command, Token = token };
        Commit([atom], Durability.Flushed);
        return atom.Answer switch
        {
            AtomAnswer.Applied => CommandOutcome.Applied,
            AtomAnswer.Stale => CommandOutcome.AlreadyFinishing,
            AtomAnswer.NotFound => CommandOutcome.NotFound,
            _ => throw new JobException($"The command was refused by the store: {atom.RejectedBecause}"),
        };
    }

    public JobRetry Retry(JobId id, RetryOptions? options, string token)
    {
        var (atom, answer) = RetryPreparation.Prepare(id, Read(r => r.Find(id)), options, token, Stamp());
        if (atom is null) return answer!;
        Commit([atom], options?.Durability ?? Durability.Flushed);
        return RetryPreparation.AnswerOf(atom);
    }

    private T Read<T>(Func<IStoreReader, T> read)
    {
        using var reader = _store.OpenReader();
        return read(reader);
    }

    /// <summary>The version that the newest job of a name was stored with; 1 for a name that was never seen.</summary>
    public int VersionOf(string name) => Read(r => r.Query(new JobQuery { Name = name, Limit = 1 })) is [var newest] ? newest.Version : 1;

    public void Dispose() => _store.Dispose();

    private void Commit(Atom[] atoms, Durability durability)
    {
        var batch = new WriteBatch
        {
            Session = _session.Epoch, Sequence = ++_sequence, SealedAt = _time.GetUtcNow(), IdHighWater = _ids.Last, Durability = durability,
        };
        batch.Atoms.AddRange(atoms);
        try
        {
            _store.Commit(batch);
        }
        catch (StoreCommitException failure)
        {
            // Nobody tries again here: the caller is told what an owner would wait out.
            throw failure.InnerException as JobStoreException ?? new JobStoreException(JobStoreFault.Io, failure.Message, failure);
        }
    }
}
