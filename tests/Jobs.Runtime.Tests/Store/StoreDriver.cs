using System.Text;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>One session on a store: makes ids, seals batches, commits them. What a test says is what happens, in order.</summary>
internal sealed class StoreDriver : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private long _sequence;
    private IStoreReader? _reader;

    public StoreDriver(IJobStore store, string process = "tests (pid 1)", bool isVisit = false)
    {
        Store = store;
        Session = store.Open(new StoreOpening(Start, process, TimeSpan.Zero, isVisit));
        LastId = Session.IdHighWater;
    }

    public IJobStore Store { get; }

    public StoreSession Session { get; }

    public long LastId { get; private set; }

    public DateTimeOffset Now { get; set; } = Start;

    public Durability Durability { get; set; } = Durability.Committed;

    public IStoreReader Reader => _reader ??= Store.OpenReader();

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(byte[]? utf8) => utf8 is null ? "(null)" : Encoding.UTF8.GetString(utf8);

    public JobId NextId() => new(++LastId);

    /// <summary>A submit of a ready job; fence 1.</summary>
    public SubmitAtom NewJob(
        string name = "copy",
        JobStatus status = JobStatus.Ready,
        long rank = 0,
        DateTimeOffset? dueAt = null,
        string? key = null,
        string? token = null,
        Dictionary<string, string>? tags = null,
        byte[]? input = null,
        byte[]? journal = null,
        RetryPolicy? retry = null,
        TimeSpan? timeout = null)
    {
        var id = NextId();
        return new SubmitAtom
        {
            Id = id,
            Job = new StoredJob
            {
                Id = id, RootId = id, Name = name, Version = 1, Status = status, Priority = JobPriority.Normal, Rank = rank,
                DueAt = dueAt ?? Now, Fence = 1, SubmittedAt = Now, Retry = retry, Timeout = timeout,
            },
            Key = key,
            IdempotencyToken = token,
            Tags = tags,
            Input = input ?? Utf8("""{"in":1}"""),
            State = Utf8("""{"state":0}"""),
            JournalBase = journal,
        };
    }

    /// <summary>A submit of a child.</summary>
    public SubmitAtom NewChild(StoredJob parent, string? childKey = null, string? key = null, long? parentFence = null, JobId progressOf = default, string name = "child")
    {
        var id = NextId();
        return new SubmitAtom
        {
            Id = id,
            Job = new StoredJob
            {
                Id = id, RootId = parent.RootId, ParentId = parent.Id, Name = name, Version = 1, Status = JobStatus.Ready,
                Priority = JobPriority.Normal, Rank = 0, DueAt = Now, Fence = 1, SubmittedAt = Now,
            },
            Key = key,
            ChildKey = childKey,
            ParentFence = parentFence ?? parent.Fence,
            ProgressOf = progressOf,
            Input = Utf8("{}"),
            State = Utf8("{}"),
        };
    }

    /// <summary>A retry of an ended job, as the engine makes it from what history says.</summary>
    public RetryAtom NewRetry(JobId of, bool fromStart = false, string? token = null, string? key = null, string? name = null)
    {
        var id = NextId();
        var ended = Reader.Find(of);
        return new RetryAtom
        {
            Id = id, Of = of, FromStart = fromStart, Token = token, Key = key ?? ended?.Info.Key,
            Job = new StoredJob
            {
                Id = id, RootId = id, Name = name ?? ended?.Info.Name ?? "copy", Version = ended?.Info.Version ?? 1, Status = JobStatus.Ready, Priority = JobPriority.Normal,
                Rank = 0, DueAt = Now, Fence = 1, SubmittedAt = Now, Retry = ended?.Retry, Timeout = ended?.Timeout,
            },
        };
    }

    public SubmitAtom Submit(SubmitAtom atom)
    {
        Commit(atom);
        Assert.Equal(AtomAnswer.Applied, atom.Answer);
        return atom;
    }

    public StoredJob SubmitJob(string name = "copy") => Submit(NewJob(name)).Job;

    public StoredJob SubmitChild(StoredJob parent) => Submit(NewChild(parent)).Job;

    public OutcomeAtom Completion(JobId id, long fence = 1, JobStatus status = JobStatus.Completed, string? result = null, JobError? error = null, JobId progressOf = default) => new()
    {
        Id = id, Fence = fence, Status = status, FailedAttempts = 0, FinishedAt = Now, StartedAt = Now, Error = error,
        Result = result is null ? null : Utf8(result),
        ProgressOf = progressOf,
    };

    public RescheduleAtom Reschedule(JobId id, long fence = 1, bool dropsFailures = false, JobStatus status = JobStatus.Ready) => new()
    {
        Id = id, Fence = fence, Status = status, DueAt = Now.AddMinutes(1), Rank = 77, FailedAttempts = 1,
        DropsTaskFailures = dropsFailures, Error = new JobError("Boom", "It failed."),
    };

    public TaskResultAtom Result(JobId id, ulong identity, bool isFaulted = false, long fence = 1, string body = "1", bool resetsCrashes = false) => new()
    {
        Id = id, Fence = fence, ResultId = NextId().Value, Identity = new TaskIdentity(9, identity), Arguments = Utf8($"[{identity}]"),
        IsFaulted = isFaulted, Body = Utf8(body), ProgressOf = resetsCrashes ? id : JobId.None,
    };

    public static CheckpointAtom Checkpoint(
        JobId id, string state, long fence = 1, long[]? covered = null, StoredJournalEntry? journal = null, bool resetsCrashes = false) => new()
    {
        Id = id, Fence = fence, State = Utf8(state), StateVersion = 2, CoveredResults = covered ?? [], Journal = journal,
        ProgressOf = resetsCrashes ? id : JobId.None,
    };

    public static CommandAtom Command(JobId id, JobCommand command, string? token = null) => new() { Id = id, Command = command, Token = token };

    public WriteBatch Batch(params Atom[] atoms)
    {
        var batch = new WriteBatch
        {
            Session = Session.Epoch, Sequence = ++_sequence, SealedAt = Now, IdHighWater = LastId, Durability = Durability,
        };
        batch.Atoms.AddRange(atoms);
        return batch;
    }

    public WriteBatch Commit(params Atom[] atoms)
    {
        var batch = Batch(atoms);
        Store.Commit(batch);
        return batch;
    }

    public AtomAnswer Apply(Atom atom)
    {
        Commit(atom);
        return atom.Answer;
    }

    public void Mark(bool alone, params JobId[] ids)
    {
        var batch = Batch();
        batch.StartMark = new StartMark([.. ids.Select(i => i.Value)], alone);
        Store.Commit(batch);
    }

    public WindowPage Window(int limit = 100, int scheduledLimit = 100) => Reader.LoadWindow(new WindowRequest(limit, scheduledLimit));

    public void Maintain()
    {
        while (Store.Maintain(Now))
        {
        }
    }

    /// <summary>Lets go of the store as a dying process does: nothing is closed.</summary>
    public void Dispose()
    {
        _reader?.Dispose();
        Store.Dispose();
    }
}
