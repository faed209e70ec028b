using Jobs.Catalog;
using Jobs.Diagnostics;
using Jobs.Dispatching;
using Jobs.Events;
using Jobs.Scheduling;
using Jobs.Store;
using Microsoft.Extensions.Logging;

namespace Jobs.Engine;

/// <summary>
/// All scheduling state. One owner, the main loop; no locks. Main tasks call the verbs below, which change memory and add
/// atoms to the open batch; what an atom changes beyond the store is changed when it is acknowledged.
/// </summary>
/// <remarks>Partial by verb: submit, start, suspend, marks, probation, end, command, sweep, wait, window, notes, stop.</remarks>
internal sealed partial class EngineState
{
    public EngineState(EngineOptions options, JobCatalog catalog, StoreSession session, TimeProvider time, Random random, ILogger logger, EventHub events, JobsMeter meter)
    {
        Options = options;
        Catalog = catalog;
        Session = session;
        Logger = logger;
        Events = events;
        Meter = meter;
        Random = random;
        Clock = new EngineClock(time, options.ClockWaitMax);
        Ids = new IdClock(session.Node, session.IdHighWater, time);
        Batches = new OpenBatches(session.Epoch, options);
        Permits = new RunPermits(options.MaxRunningJobs);
        Window = new WindowState(options.WindowMax);
        Probation = new CrashProbation<JobEntry>(options.CrashesMax, options.ProbationMax);
        Recent = new RecentOutcomes(options.RecentMax);
    }

    public EngineOptions Options { get; }

    public JobCatalog Catalog { get; }

    public StoreSession Session { get; }

    public ILogger Logger { get; }

    public EventHub Events { get; }

    public JobsMeter Meter { get; }

    /// <summary>What retries are spread with.</summary>
    public Random Random { get; }

    public EngineClock Clock { get; }

    /// <summary>Thread-safe: clients make ids too.</summary>
    public IdClock Ids { get; }

    public OpenBatches Batches { get; }

    public RunPermits Permits { get; }

    public WindowState Window { get; }

    public CrashProbation<JobEntry> Probation { get; }

    public RecentOutcomes Recent { get; }

    public Waiters Waiters { get; } = new();

    /// <summary>The active jobs in memory.</summary>
    public Dictionary<long, JobEntry> Jobs { get; } = [];

    public ReadyQueue<JobEntry> Ready { get; } = new();

    /// <summary>Those of <see cref="Jobs"/> that run, wait for a mark, or wait without a permit.</summary>
    public HashSet<JobEntry> Running { get; } = [];

    /// <summary>Started by the engine, once, before the first turn.</summary>
    public IEnginePorts Ports { get; set; } = null!;

    /// <summary>Why the store is of no use any more, or null.</summary>
    public JobStoreException? Broken { get; private set; }

    /// <summary>Why nothing new is taken in, though the store may recover, or null.</summary>
    public JobStoreException? Full { get; private set; }

    public bool IsStopping { get; private set; }

    /// <summary>Attempts whose code still runs, or that of their tasks, though it was given up.</summary>
    public int Zombies { get; private set; }

    /// <summary>Whether so many go on that nothing new is to start. Written by the loop; also read without it, for health.</summary>
    public bool HasTooManyZombies => Zombies > Options.ZombiesMax;

    public int ReadyHeld { get; private set; }

    public int ScheduledHeld { get; private set; }

    /// <summary>Bytes of submitted jobs that wait in memory for their start.</summary>
    public long PayloadBytesHeld { get; private set; }

    /// <summary>Takes a job out of memory: it has ended, or the store keeps it for later.</summary>
    private void Forget(JobEntry entry)
    {
        Leave(entry);
        TakePayload(entry);
        Clock.CancelAfter(entry.StopTimer);
        Clock.CancelAfter(entry.NoticeTimer);
        Clock.CancelAfter(entry.NoteTimer);
        entry.State = EntryState.Forgotten; // The ready queue may still hold it, and its job be back as another entry.
        Running.Remove(entry);
        Jobs.Remove(entry.Id.Value);
        Window.Touch(entry.Id.Value);
    }

    /// <summary>Takes a job out of the ready queue, which skips it by its state, or cancels its due time.</summary>
    private void Leave(JobEntry entry)
    {
        if (entry.State == EntryState.Ready)
        {
            ReadyHeld--;
        }
        else if (entry.State == EntryState.Scheduled)
        {
            ScheduledHeld--;
            Clock.CancelAt(entry.DueTimer);
            entry.DueTimer = null;
        }

        // The queue still holds it. Were it ready there, a job that is paused and resumed while it waits would start twice:
        // as what was left in the queue, and as what the resume brought.
        entry.State = EntryState.Finishing;
    }

    private void Publish(JobEntry entry, JobEventKind kind, JobStatus status, JobError? error = null)
    {
        if (!Events.HasSubscribers) return;
        Events.Publish(new JobEvent { Kind = kind, Id = entry.Id, JobName = entry.Row.Name, Status = status, IsPaused = entry.IsPaused && !status.IsTerminal(), Error = error });
    }
}
