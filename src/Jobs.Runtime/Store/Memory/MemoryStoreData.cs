namespace Jobs.Store;

/// <summary>
/// What an in-memory store keeps: the counterpart of a database file. It outlives the <see cref="MemoryStore"/> on it, so
/// that a new store on the same data is a restart, after a crash unless the old one was closed.
/// </summary>
internal sealed class MemoryStoreData
{
    /// <summary>Guards every member: the writer's thread and readers' threads meet here. Held for one commit or one read.</summary>
    public object Gate { get; } = new();

    public long Epoch { get; set; }

    /// <summary>The session of the last committed batch.</summary>
    public long LastSession { get; set; }

    /// <summary>The sequence of the last committed batch within its session.</summary>
    public long LastSequence { get; set; }

    public long IdHighWater { get; set; }

    public bool IsClean { get; set; } = true;

    public StartMark? StartMark { get; set; }

    public SortedDictionary<long, MemoryJob> Active { get; } = [];

    public SortedDictionary<long, MemoryHistory> History { get; } = [];

    /// <summary>Keys of active jobs, by stored name.</summary>
    public Dictionary<(string Name, string Key), JobId> Keys { get; } = [];

    /// <summary>Idempotency tokens, of active and of ended jobs.</summary>
    public Dictionary<string, JobId> Tokens { get; } = new(StringComparer.Ordinal);

    /// <summary>Commands that came with a token: the first answer, and when.</summary>
    public Dictionary<string, (AtomAnswer Answer, DateTimeOffset At)> Commands { get; } = new(StringComparer.Ordinal);

    /// <summary>Commands whose tree has rows that do not carry them yet.</summary>
    public TreeCommands Unfinished { get; private set; } = new([], _ => JobId.None);

    /// <summary>Which job a stored task result belongs to, active or kept to be run again.</summary>
    public Dictionary<long, JobId> ResultOwners { get; } = [];

    public Dictionary<JobStatus, long> Counters { get; } = [];

    public void Count(JobStatus status, int change)
    {
        Counters[status] = Counters.GetValueOrDefault(status) + change;
        if (Counters[status] == 0) Counters.Remove(status);
    }

    /// <summary>Sets what is unfinished, by number.</summary>
    public void Keep(IEnumerable<TreeCommand> unfinished) => Unfinished = new TreeCommands([.. unfinished], ParentOf);

    /// <summary>An active job's row with its flags by all commands, those whose sweep has not come to it included.</summary>
    public StoredJob Seen(MemoryJob job) => Unfinished.Over(job.Row);

    /// <summary>A job, active or ended; null when it is unknown.</summary>
    public MemoryJob? Find(JobId id) => Active.TryGetValue(id.Value, out var job) ? job : History.GetValueOrDefault(id.Value)?.Job;

    /// <summary>The stored name of a job, active or ended; null when the job is unknown.</summary>
    public string? NameOf(JobId id) => Find(id)?.Row.Name;

    /// <summary>The parent of a job, active or ended; none when the job is unknown.</summary>
    public JobId ParentOf(JobId id) => Find(id)?.Row.ParentId ?? JobId.None;
}
