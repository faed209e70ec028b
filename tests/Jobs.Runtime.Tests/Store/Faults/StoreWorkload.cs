using Jobs.Store;

namespace Jobs.Runtime.Tests.Store.Faults;

/// <summary>
/// Everything that a store is asked to do, in steps: two lives of an owner, the first ended by a crash. A step says what it
/// wants in terms of the stored rows, so that one which did not commit can be asked for again by a later owner. Each
/// leaves a marker, a job whose token is the step's number, in its own batch: so it is known whether it was applied.
/// </summary>
internal sealed class StoreWorkload
{
    private static readonly DateTimeOffset Now = StoreDriver.Start;

    /// <summary>How many steps the first owner takes before it crashes.</summary>
    public const int StepsOfTheFirstOwner = 7;

    /// <summary>The bounds that make every branch of upkeep come early.</summary>
    public static readonly StoreLimits Limits = new() { LogLinesMax = 2, HistoryMaxAge = TimeSpan.FromDays(1), MaintainChunk = 3, EndRowsMax = 1 };

    private readonly Func<JobId, long> _fenceOf;
    private readonly Func<int, IEnumerable<Atom>>[] _steps;

    /// <summary>Makes it.</summary>
    /// <param name="fenceOf">The fence of an active job, as stored: a crash raises it.</param>
    public StoreWorkload(Func<JobId, long> fenceOf)
    {
        _fenceOf = fenceOf;
        _steps =
        [
            _ => [Job(1, key: "k", token: "t", tags: true, journal: true, retry: true), Job(2), Job(3, status: JobStatus.Scheduled), Job(4), Job(5, journal: true)],
            _ => [Job(90, token: "t"), Job(91, key: "k"), Result(1, 501, 1), Result(1, 502, 2), Result(2, 503, 1, isFaulted: true)],
            _ => [Checkpoint(1, "one", journal: new(2, false, StoreDriver.Utf8("[2]")), covered: 501), Result(1, 504, 1), new WaitAtom { Id = new(1), Fence = Fence(1) }],
            _ => [Checkpoint(1, "two", journal: new(3, true, StoreDriver.Utf8("[3]"))), Sleep(1), Child(6, 1, "left"), Child(7, 1, "right")],
            _ => [Sleep(1), Child(92, 1, "left"), Note(1, 2), Note(1, 3)],
            _ => [Reschedule(2), Command(1, JobCommand.Pause), Command(6, JobCommand.Cancel), Command(1, JobCommand.Resume), Command(77, JobCommand.Pause)],
            _ => [Job(4), Checkpoint(5, "gap", journal: new(9, false, [])), Job(8), new WaitAtom { Id = new(5), Fence = Fence(5) }],
            _ => [End(4, JobStatus.Completed), End(6, JobStatus.Completed), End(5, JobStatus.Failed), Command(4, JobCommand.Cancel)],
            _ => [Job(9, tags: true), Note(2, 1), Checkpoint(1, "three", covered: 999), End(1, JobStatus.Completed)],
            _ => [Sleep(2), End(2, JobStatus.DeadLettered), Job(11), Command(9, JobCommand.Cancel), Reschedule(9)],
            _ => [End(7, JobStatus.Completed), End(3, JobStatus.Expired), Job(10)],
            _ => [Job(14, key: "again", tags: true, journal: true, retry: true), Job(18, journal: true)],
            _ =>
            [
                Result(14, 511, 1), Result(14, 512, 2, isFaulted: true), Checkpoint(14, "one", journal: new(2, false, StoreDriver.Utf8("[2]")), covered: 511), Sleep(14),
                Child(15, 14, "left"), Child(16, 14, "right"), Child(19, 18, "only"), .. Enumerable.Range(1, 7).Select(i => Result(18, 520 + i, (ulong)i)),
                Checkpoint(18, "one", journal: new(2, false, StoreDriver.Utf8("[2]"))), Sleep(18),
            ],
            _ => [End(15, JobStatus.Completed), End(16, JobStatus.Failed), End(14, JobStatus.Failed), End(18, JobStatus.DeadLettered), End(19, JobStatus.Failed)],
            _ => [Retry(20, 14, token: "retry"), Retry(21, 5, fromStart: true), Retry(22, 14), Retry(23, 77), Retry(24, 16)],
            _ => [Retry(25, 14, token: "retry"), End(24, JobStatus.Failed), End(20, JobStatus.Failed)],
            _ => [Retry(26, 20), Retry(27, 15), Retry(28, 10)],
        ];
    }

    public int Count => _steps.Length;

    /// <summary>The id of a step's marker.</summary>
    public static long MarkerOf(int step) => 1000 + step;

    /// <summary>The batch of a step, for this session.</summary>
    public WriteBatch Batch(int step, long session, long sequence)
    {
        var batch = new WriteBatch
        {
            Session = session, Sequence = sequence, SealedAt = Now, IdHighWater = 2000,
            Durability = step % 2 == 0 ? Durability.Flushed : Durability.Committed,
            StartMark = step == StepsOfTheFirstOwner - 1 ? new StartMark([1, 2, 2, 5], Alone: false) : null,
        };
        batch.Atoms.AddRange(_steps[step](step));
        batch.Atoms.Add(Job(MarkerOf(step), token: $"step {step}"));
        return batch;
    }

    private long Fence(long id) => _fenceOf(new JobId(id));

    private static SubmitAtom Job(
        long id, string? key = null, string? token = null, bool tags = false, bool journal = false, bool retry = false,
        JobStatus status = JobStatus.Ready) => new()
    {
        Id = new(id),
        Job = new StoredJob
        {
            Id = new(id), RootId = new(id), Name = id == 91 || id == 1 ? "keyed" : $"kind {id % 3}", Version = 1, Status = status,
            Priority = JobPriority.Normal, Rank = id, DueAt = Now, Fence = 1, SubmittedAt = Now.AddDays(id == 4 ? -3 : -2),
            Retry = retry ? RetryPolicy.Default : null,
        },
        Key = key, IdempotencyToken = token, Tags = tags ? new Dictionary<string, string> { ["volume"] = "d" } : null,
        Input = StoreDriver.Utf8("{}"), State = StoreDriver.Utf8("{}"), JournalBase = journal ? StoreDriver.Utf8("[1]") : null,
    };

    private SubmitAtom Child(long id, long parent, string key) => new()
    {
        Id = new(id),
        Job = new StoredJob
        {
            Id = new(id), RootId = new(parent), ParentId = new(parent), Name = "child", Version = 1, Status = JobStatus.Ready,
            Priority = JobPriority.Normal, Rank = id, DueAt = Now, Fence = 1, SubmittedAt = Now.AddDays(-2),
        },
        ChildKey = key, ParentFence = Fence(parent), ProgressOf = new(parent), Input = StoreDriver.Utf8("{}"), State = StoreDriver.Utf8("{}"),
    };

    private TaskResultAtom Result(long id, long result, ulong identity, bool isFaulted = false) => new()
    {
        Id = new(id), Fence = Fence(id), ResultId = result, Identity = new TaskIdentity(1, identity), IsFaulted = isFaulted,
        Arguments = StoreDriver.Utf8("[1]"), Body = StoreDriver.Utf8("{}"), ProgressOf = new(id),
    };

    private CheckpointAtom Checkpoint(long id, string state, StoredJournalEntry? journal = null, params long[] covered) => new()
    {
        Id = new(id), Fence = Fence(id), State = StoreDriver.Utf8(state), StateVersion = 1, Journal = journal, CoveredResults = covered,
    };

    private SleepAtom Sleep(long id) => new() { Id = new(id), Fence = Fence(id), Key = "nap", DueAt = Now.AddHours(1) };

    private NoteAtom Note(long id, int lines)
    {
        var note = new NoteAtom { Id = new(id), Fence = Fence(id), Progress = new JobProgress(lines) };
        for (var i = 0; i < lines; i++) note.Lines.Add(new StoredLogLine(Now, $"line {i}"));
        return note;
    }

    private RescheduleAtom Reschedule(long id) => new()
    {
        Id = new(id), Fence = Fence(id), Status = JobStatus.Ready, DueAt = Now, Rank = 7, FailedAttempts = 1, DropsTaskFailures = true,
        Error = new JobError("Boom", "It failed."),
    };

    private OutcomeAtom End(long id, JobStatus status) => new()
    {
        Id = new(id), Fence = Fence(id), Status = status, FailedAttempts = 0, StartedAt = Now, FinishedAt = Now.AddDays(id is 4 or 18 ? -2 : 0),
        Result = StoreDriver.Utf8("1"), Error = status == JobStatus.Completed ? null : new JobError("Boom", "It failed."),
    };

    private static RetryAtom Retry(long id, long of, bool fromStart = false, string? token = null) => new()
    {
        Id = new(id), Of = new(of), FromStart = fromStart, Token = token, Key = of is 14 or 20 ? "again" : null,
        Job = new StoredJob
        {
            Id = new(id), RootId = new(id), Name = $"kind {id % 3}", Version = 1, Status = JobStatus.Ready,
            Priority = JobPriority.Normal, Rank = id, DueAt = Now, Fence = 1, SubmittedAt = Now.AddDays(-2),
        },
    };

    private static CommandAtom Command(long id, JobCommand command) => new() { Id = new(id), Command = command };
}
