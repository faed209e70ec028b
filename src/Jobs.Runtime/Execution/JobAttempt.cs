using Jobs.Checkpoints;
using Jobs.CompilerServices;
using Jobs.Store;

namespace Jobs.Execution;

/// <summary>
/// One attempt of one job, as its context sees it. The author's code calls it from the job lane; the loop calls only
/// <see cref="Interrupt"/>, <see cref="Abandon"/> and what is in <c>JobAttempt.Suspend.cs</c>.
/// </summary>
internal sealed partial class JobAttempt(AttemptStart start, IAttemptPort port) : JobExecution
{
    private const int ReceivedMax = 16_384; // Some ten milliseconds of the writer, for which all other commits wait.

    private readonly object _gate = new(); // Guards the seven fields below; never held while user code runs.
    private Interruption _interruption;
    private CancellationTokenSource? _cancellation; // Made when somebody asks for the token.
    private HashSet<TaskCompletionSource>? _waiting; // What an interruption ends: as many as children that are awaited at once.
    private TaskScope? _scope; // Made at the first dispatch.
    private ProgressReporter? _progress;
    private List<DateTimeOffset>? _wakes; // When its sleeps that are under way end.
    private int _waits; // How many waits without a permit are under way.
    private int _outside; // The same, and those that wait for the permit after that. By interlocked operations.

    private AttemptNotes? _notes; // Made by whichever thread of the job speaks first.
    private Func<Checkpointer>? _makeCheckpointer; // Set before the author's code runs.
    private Checkpointer? _checkpointer; // Made at the first checkpoint, by compare-exchange.
    private bool _crashesWereReset; // Written by the loop.
    private Dictionary<TaskIdentity, StoredTaskKey> _storedTasks = []; // Filled before the author's code runs.

    public AttemptStart Start => start;

    /// <summary>What the attempt has said; null while it has said nothing.</summary>
    public AttemptNotes? Notes => Volatile.Read(ref _notes);

    /// <summary>When the first of its sleeps ends; null while it is in none.</summary>
    public DateTimeOffset? WakesAt
    {
        get
        {
            lock (_gate) return _wakes is { Count: > 0 } ? _wakes.Min() : null;
        }
    }

    public override JobId JobId => start.Id;

    /// <summary>The job that its tasks' idempotency keys name: itself, or the first of those that it goes on from. Set before the author's code runs.</summary>
    public JobId OriginId { get; private set; } = start.Id;

    public override int Attempt => start.Number;

    public override bool IsResumed => start.IsResumed;

    /// <summary>Why it is to stop, or none.</summary>
    public Interruption Interruption
    {
        get
        {
            lock (_gate) return _interruption;
        }
    }

    public override CancellationToken CancellationToken
    {
        get
        {
            lock (_gate)
            {
                if (_cancellation is null)
                {
                    _cancellation = new CancellationTokenSource();

                    // Just made: no callback is registered on it. Only then: an older one may have some, which are user
                    // code, and is fired by whoever interrupted.
                    if (FiresToken(_interruption)) _cancellation.Cancel();
                }

                return _cancellation.Token;
            }
        }
    }

    public override ProgressReporter Progress
    {
        get
        {
            lock (_gate) return _progress ??= new ProgressReporter(p => port.Note(this, p, null));
        }
    }

    public override void Log(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        port.Note(this, null, message.Length > 1024 ? message[..1024] : message);
    }

    /// <summary>Whether a checkpoint would cover so many results already that it should not wait for its time: each is a write of its one commit.</summary>
    private bool HasReceivedMany => Volatile.Read(ref _scope) is { ReceivedCount: >= ReceivedMax };

    private bool IsToStopOrMakeWay
    {
        get
        {
            lock (_gate) return _interruption != Interruption.None || _isAsked || _suspended is not null;
        }
    }

    public override void ThrowIfInterrupted()
    {
        var interruption = Interruption;
        if (interruption != Interruption.None) throw new JobInterruptedException(interruption, CancellationTokenOrNone(interruption));
    }

    public override async ValueTask CheckpointAsync()
    {
        if (await Checkpointer().SaveAsync().ConfigureAwait(true) != AtomAnswer.Applied) Interrupt(Interruption.LeaseLost);
        await MakeWayAsync().ConfigureAwait(true);
        ThrowIfInterrupted();
    }

    public override async ValueTask<bool> CheckpointIfDueAsync()
    {
        if (!Checkpointer().IsDue && !HasReceivedMany && !IsToStopOrMakeWay) return false;
        await CheckpointAsync().ConfigureAwait(true);
        return true;
    }

    /// <summary>
    /// Asks it to stop. The strongest reason stays. Called by the loop, or by the attempt itself when the store tells it
    /// that its fence is void; runs no user code.
    /// </summary>
    public void Interrupt(Interruption reason)
    {
        CancellationTokenSource? fire = null;
        TaskScope? scope;
        TaskCompletionSource[]? waiting;
        List<Action>? held;
        lock (_gate)
        {
            if (Severity(reason) <= Severity(_interruption)) return;
            _interruption = reason;
            if (FiresToken(reason)) fire = _cancellation;
            scope = _scope;
            waiting = _waiting?.ToArray();
            held = _held;
            _held = null;
        }

        if (fire is not null) port.RunUserCode(fire.Cancel);
        scope?.Interrupt(FiresToken(reason));
        foreach (var wait in waiting ?? []) wait.TrySetResult();
        foreach (var tell in held ?? []) tell();
    }

    /// <summary>Whether its own code has ended. The loop's.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Whether code of tasks that were given up still runs.</summary>
    public bool HasCodeLeft
    {
        get
        {
            TaskScope? scope;
            lock (_gate) scope = _scope;
            return scope is { HasCodeLeft: true };
        }
    }

    /// <summary>Gives up on tasks whose code does not return: their slots are freed. The attempt's own code is the engine's to give up on.</summary>
    public void Abandon()
    {
        TaskScope? scope;
        lock (_gate) scope = _scope;
        scope?.Abandon();
    }

    /// <summary>The job, while a crash count of it is stored that progress resets; else none.</summary>
    public JobId ProgressOf => start.HasCrashed && !_crashesWereReset ? start.Id : JobId.None;

    /// <summary>
    /// Whether code of it may run though it holds no permit: that of its tasks, or its own that an interruption has woken.
    /// Asked by the loop for the start mark.
    /// </summary>
    public bool MayRunWithoutPermit
    {
        get
        {
            TaskScope? scope;
            lock (_gate)
            {
                if (_interruption != Interruption.None) return true;
                scope = _scope;
            }

            return scope is { HasWork: true };
        }
    }

    /// <summary>Whether it has no permit: it waits, or for its permit after that. What its code does beside the wait is named by no mark.</summary>
    public bool IsOutside => Volatile.Read(ref _outside) > 0;

    /// <summary>The loop lets tasks begin that were dispatched beside a wait.</summary>
    public void BeginTasks()
    {
        TaskScope? scope;
        lock (_gate) scope = _scope;
        scope?.Begin();
    }

    /// <summary>The crash count was reset in the store: nothing needs to say so again.</summary>
    public void CrashesWereReset()
    {
        _crashesWereReset = true;
        if (Volatile.Read(ref _checkpointer) is { } checkpointer) checkpointer.ResetsCrashes = false;
    }

    /// <summary>The attempt's notes, made when they are first needed.</summary>
    public AttemptNotes RequireNotes()
    {
        if (Volatile.Read(ref _notes) is { } notes) return notes;
        notes = new AttemptNotes();
        return Interlocked.CompareExchange(ref _notes, notes, null) ?? notes;
    }

    /// <summary>Most jobs of a moment's length never save: what saving needs is made by the first that does.</summary>
    private Checkpointer Checkpointer()
    {
        if (Volatile.Read(ref _checkpointer) is { } made) return made;
        made = _makeCheckpointer!();
        return Interlocked.CompareExchange(ref _checkpointer, made, null) ?? made;
    }

    private CancellationToken CancellationTokenOrNone(Interruption interruption) =>
        FiresToken(interruption) ? CancellationToken : CancellationToken.None;

    /// <summary>Pause and suspend surface at interruption points alone: code that merely passes its token on is not torn out of its work by them.</summary>
    private static bool FiresToken(Interruption interruption) =>
        interruption is Interruption.Cancel or Interruption.Timeout or Interruption.Shutdown or Interruption.LeaseLost;

    private static int Severity(Interruption interruption) => interruption switch
    {
        Interruption.None => 0,
        Interruption.Suspend => 1,
        Interruption.Pause => 2,
        Interruption.Shutdown => 3,
        Interruption.Timeout => 4,
        Interruption.Cancel => 5,
        Interruption.LeaseLost => 6,
        _ => throw new ArgumentOutOfRangeException(nameof(interruption)),
    };
}
