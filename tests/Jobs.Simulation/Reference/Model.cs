using System.Text.Json;
using Jobs.Simulation.Work;
using Jobs.Store;

namespace Jobs.Simulation.Reference;

/// <summary>
/// The store as it should be, by the rules alone: fed with every batch that committed, it says for each atom what the answer
/// must be. What clients and jobs are told is then held against it.
/// </summary>
/// <param name="violate">Told of what is not as it should be.</param>
/// <param name="crashesMax">Crashes at which a suspect that was alone is set aside.</param>
internal sealed class Model(Action<string> violate, int crashesMax)
{
    /// <summary>Told of each job that ends.</summary>
    public Action<ModelJob>? Ended { get; set; }

    /// <summary>Told of each attempt that is spent, before it counts.</summary>
    public Action<ModelJob, JobError?>? Spent { get; set; }

    private readonly Dictionary<string, JobId> _tokens = [];
    private readonly Dictionary<(string Name, string Key), JobId> _keys = [];
    private readonly HashSet<long> _resultIds = [];
    private StartMark? _mark;
    private bool _isClean = true;
    private long _commits;
    private long _commitsAtOpen;
    private long _session;
    private long _sequence;

    /// <summary>Every job that was ever durable, by id.</summary>
    public SortedDictionary<long, ModelJob> Jobs { get; } = [];

    /// <summary>The last commit that a loss of power would leave.</summary>
    public long FlushedUpTo { get; private set; }

    /// <summary>How many batches have committed.</summary>
    public long Commits => _commits;

    /// <summary>How many atoms have changed something.</summary>
    public int Atoms { get; private set; }

    public IEnumerable<ModelJob> Active => Jobs.Values.Where(j => !j.HasEnded);

    /// <summary>The epoch of the newest owner.</summary>
    public long Session => _session;

    /// <summary>Whether the last owner had not closed the store.</summary>
    public bool WasUnclean { get; private set; }

    /// <summary>Whether a job was stored before the present owner came, and may have run before it.</summary>
    public bool WasThere(ModelJob job) => job.CommittedIn <= _commitsAtOpen;

    /// <summary>Whether the durable start mark says of another job that it runs alone.</summary>
    public bool IsMarkedAloneForAnother(JobId id) => _mark is { Alone: true } && !IsMarked(id);

    /// <summary>Whether the durable start mark names a job.</summary>
    public bool IsMarked(JobId id) => _mark is { } mark && Array.BinarySearch(mark.Ids, id.Value) >= 0;

    public ModelJob? Find(JobId id) => Jobs.GetValueOrDefault(id.Value);

    /// <summary>Which job a task's result belongs to.</summary>
    public JobId OwnerOf(long resultId) => Jobs.Values.FirstOrDefault(j => j.Results.Values.Any(r => r.Id == resultId))?.Id ?? JobId.None;

    /// <summary>An owner has opened the store.</summary>
    public void OnOpened(StoreSession session)
    {
        var expected = _isClean || _mark is null ? [] : _mark.Ids.Where(id => Jobs.TryGetValue(id, out var job) && !job.HasEnded).ToArray();
        Require(session.WasUnclean == !_isClean, $"the store was opened as {(session.WasUnclean ? "unclean" : "clean")}, and was not");
        Require(expected.Distinct().SequenceEqual(session.Suspects.Select(s => s.Id.Value).Order()), $"suspects are {string.Join(", ", session.Suspects)}; the mark named {string.Join(", ", expected)}");
        Require(session.Epoch > _session, $"epoch {session.Epoch} follows {_session}");
        Require(Jobs.Count == 0 || session.IdHighWater >= Jobs.Keys.Last(), $"the id high-water mark {session.IdHighWater} is below the id {Jobs.Keys.LastOrDefault()}");
        foreach (var job in Jobs.Values) job.IsConvicted = false;
        foreach (var id in expected) // One whose waits took crashes back is named once more for each.
        {
            Jobs[id].Crashes++;
            Jobs[id].Fence++;
            Jobs[id].IsConvicted = _mark!.Alone && Jobs[id].Crashes >= crashesMax;
        }

        _mark = null;
        WasUnclean = !_isClean;
        _isClean = false;
        _commitsAtOpen = FlushedUpTo = _commits; // An opening is flushed, and all before it.
        (_session, _sequence) = (session.Epoch, 0);
    }

    /// <summary>The owner has closed it.</summary>
    public void OnClosed()
    {
        _isClean = true;
        _mark = null;
    }

    /// <summary>A batch is in the store; its atoms carry the store's answers.</summary>
    public void OnCommitted(WriteBatch batch)
    {
        if (batch.Session == _session && batch.Sequence <= _sequence) return; // Sent again: it changes nothing.
        Require(batch.Session == _session && batch.Sequence == _sequence + 1, $"batch {batch.Sequence} of {batch.Session} follows {_sequence} of {_session}");
        _sequence = batch.Sequence;
        _commits++;
        if (batch.Durability == Durability.Flushed) FlushedUpTo = _commits; // What was committed before is flushed with it.
        foreach (var atom in batch.Atoms) Apply(atom);
        if (batch.StartMark is { } mark) _mark = mark;
    }

    /// <summary>The active jobs of a tree, from one of its jobs downwards.</summary>
    public IEnumerable<ModelJob> Tree(JobId top) => Active.Where(j => IsAtOrBelow(j.Id, top));

    public bool IsAtOrBelow(JobId id, JobId top)
    {
        while (!id.IsNone && id != top) id = Find(id)?.ParentId ?? JobId.None;
        return id == top;
    }

    private void Apply(Atom atom)
    {
        var (answer, apply) = atom switch
        {
            SubmitAtom a => Submit(a),
            CheckpointAtom a => OfAttempt(a.Id, a.Fence, job => Checkpoint(job, a)),
            TaskResultAtom a => TaskResult(a),
            OutcomeAtom a => OfAttempt(a.Id, a.Fence, job => Outcome(job, a)),
            RescheduleAtom a => OfAttempt(a.Id, a.Fence, job => Reschedule(job, a)),
            SleepAtom a => Sleep(a),
            WaitAtom a => OfAttempt(a.Id, a.Fence, job => job.Crashes = Math.Max(0, job.Crashes - 1)),
            NoteAtom a => OfAttempt(a.Id, a.Fence, _ => { }),
            CommandAtom a => Command(a),
            SweepAtom a => Sweep(a),
            _ => throw new InvalidOperationException($"The model does not know {atom.GetType().Name}."),
        };
        Require(atom.Answer == answer, $"{Describe(atom)} was answered {atom.Answer} {atom.RejectedBecause}; by the rules it is {answer}");
        if (answer != AtomAnswer.Applied) return;
        Atoms++;
        apply?.Invoke();
        if (!atom.ProgressOf.IsNone && Find(atom.ProgressOf) is { HasEnded: false } job) job.Crashes = 0;
    }

    private (AtomAnswer, Action?) OfAttempt(JobId id, long fence, Action<ModelJob> apply) =>
        Claimed(id, fence) is { } job ? (AtomAnswer.Applied, () => apply(job)) : (AtomAnswer.Stale, null);

    private ModelJob? Claimed(JobId id, long fence) => Find(id) is { HasEnded: false } job && job.Fence == fence ? job : null;

    private (AtomAnswer, Action?) Submit(SubmitAtom atom)
    {
        ModelJob? parent = null;
        if (!atom.Job.ParentId.IsNone)
        {
            parent = Claimed(atom.Job.ParentId, atom.ParentFence);
            if (parent is null) return (AtomAnswer.Stale, null);
        }

        var existing = JobId.None;
        if (parent is not null && parent.Children.TryGetValue(atom.ChildKey!, out var child)) existing = child;
        else if (atom.IdempotencyToken is { } token && _tokens.TryGetValue(token, out var made)) existing = made;
        else if (atom.Key is { } key && _keys.TryGetValue((atom.Job.Name, key), out var holder)) existing = holder;
        if (!existing.IsNone)
        {
            Require(atom.ExistingId == existing, $"{Describe(atom)} found {atom.ExistingId}, and there is {existing}");
            if (parent is not null) parent.Children[atom.ChildKey!] = existing;
            return (AtomAnswer.Duplicate, null);
        }

        return (AtomAnswer.Applied, () =>
        {
            if (Jobs.ContainsKey(atom.Id.Value))
            {
                violate($"the id {atom.Id} names a second job");
                return;
            }

            var job = new ModelJob(atom)
            {
                CommittedIn = _commits,
                IsPaused = parent?.IsPaused == true,
                IsCancelRequested = parent?.IsCancelRequested == true,
                IsKnownPaused = parent?.IsKnownPaused == true,
                IsKnownCancelled = parent?.IsKnownCancelled == true,
            };
            Require(atom.IsPaused == job.IsPaused && atom.IsCancelRequested == job.IsCancelRequested, $"child {job.Id} is not treated as its parent is");
            Jobs.Add(job.Id.Value, job);
            if (job.Token is { } token) _tokens.Add(token, job.Id);
            if (job.Key is { } key) _keys.Add((job.Name, key), job.Id);
            if (parent is not null) parent.Children.Add(atom.ChildKey!, job.Id);
        });
    }

    private void Checkpoint(ModelJob job, CheckpointAtom atom)
    {
        job.Stamp = StampOf(atom.State);
        foreach (var id in atom.CoveredResults)
        {
            var result = job.Results.Values.FirstOrDefault(r => r.Id == id);
            if (result is null) violate($"a checkpoint of {job.Id} covers result {id}, which is not stored");
            else if (result.IsCovered) violate($"result {id} of {job.Id} is covered twice: it was delivered twice");
            else result.IsCovered = true;
        }
    }

    private (AtomAnswer, Action?) TaskResult(TaskResultAtom atom)
    {
        if (Claimed(atom.Id, atom.Fence) is not { } job) return (AtomAnswer.Stale, null);
        if (job.Results.ContainsKey(atom.Identity))
        {
            violate($"a task of {job.Id} was run again though its result was stored");
            return (AtomAnswer.Duplicate, null);
        }

        return (AtomAnswer.Applied, () =>
        {
            Require(_resultIds.Add(atom.ResultId), $"the result id {atom.ResultId} is used twice");
            job.Results.Add(atom.Identity, new ModelResult(atom.ResultId, atom.IsFaulted));
        });
    }

    private void Outcome(ModelJob job, OutcomeAtom atom)
    {
        var status = job.IsCancelRequested ? JobStatus.Cancelled : atom.Status;
        Require(atom.StoredStatus == status, $"{Describe(atom)} was stored as {atom.StoredStatus}; by the rules it is {status}");
        Spend(job, atom.FailedAttempts, atom.Error);
        RequireAttemptsSpent(job, status, atom.Error);
        End(job, status, status == JobStatus.Completed ? atom.Result : null, atom.Error);
    }

    private void Reschedule(ModelJob job, RescheduleAtom atom)
    {
        Require(atom.WasCancelled == job.IsCancelRequested, $"{Describe(atom)}: cancelled is {atom.WasCancelled}, the job's flag {job.IsCancelRequested}");
        Require(atom.WasCancelled || atom.IsPaused == job.IsPaused, $"{Describe(atom)}: paused is {atom.IsPaused}, the job's flag {job.IsPaused}");
        if (job.IsCancelRequested)
        {
            End(job, JobStatus.Cancelled, null, atom.Error);
            return;
        }

        Spend(job, atom.FailedAttempts, atom.Error);
        RequireAttemptsSpent(job, atom.Status, atom.Error);
        job.Status = atom.Status;
        job.DueAt = atom.DueAt;
        job.Rank = atom.Rank;
        job.Fence++;
        job.Error = atom.Error;
        if (!atom.DropsTaskFailures) return;
        foreach (var identity in job.Results.Where(r => r.Value is { IsFaulted: true, IsCovered: false }).Select(r => r.Key).ToArray()) job.Results.Remove(identity);
    }

    private void Spend(ModelJob job, int failedAttempts, JobError? error)
    {
        Require(failedAttempts - job.FailedAttempts is 0 or 1, $"job {job.Id} had {job.FailedAttempts} failed attempts, and has {failedAttempts}");
        if (failedAttempts > job.FailedAttempts) Spent?.Invoke(job, error);
        job.FailedAttempts = failedAttempts;
    }

    private void RequireAttemptsSpent(ModelJob job, JobStatus status, JobError? error)
    {
        var most = job.Retry?.MaxAttempts ?? (job.Name == "sim" ? SimJob.AttemptsMax : RetryPolicy.Default.MaxAttempts);
        Require(status != JobStatus.DeadLettered || job.FailedAttempts == most, $"job {job.Id} is dead-lettered with {job.FailedAttempts} of {most} attempts spent: {error}");
        Require(status.IsTerminal() || job.FailedAttempts < most, $"job {job.Id} is tried again though {most} attempts are spent: {error}");
    }

    private (AtomAnswer, Action?) Sleep(SleepAtom atom)
    {
        if (Claimed(atom.Id, atom.Fence) is not { } job) return (AtomAnswer.Stale, null);
        if (!job.Sleeps.TryGetValue(atom.Key, out var due)) return (AtomAnswer.Applied, () => job.Sleeps.Add(atom.Key, atom.DueAt));
        Require((atom.ExistingDueAt - due).Duration() < TimeSpan.FromMilliseconds(1), // As fine as a store keeps it.
             $"the sleep '{atom.Key}' of {job.Id} is due at {atom.ExistingDueAt}, and was stored as {due}");
        return (AtomAnswer.Duplicate, null);
    }

    private (AtomAnswer, Action?) Command(CommandAtom atom)
    {
        if (Find(atom.Id) is not { } target) return (AtomAnswer.NotFound, null);
        if (target.HasEnded) return (AtomAnswer.Stale, null);
        return (AtomAnswer.Applied, () =>
        {
            var tree = Tree(atom.Id).ToArray();
            foreach (var job in tree)
            {
                if (atom.Command == JobCommand.Cancel) job.IsCancelRequested = true;
                else job.IsPaused = atom.Command == JobCommand.Pause;
            }

            // A command holds for the whole tree at once, and is written into so many rows of it: the sweep comes to the rest.
            Require(
                atom.IsUnfinished ? atom.RootId == target.RootId && atom.Affected.All(r => tree.Any(j => j.Id == r.Id)) : tree.Select(j => j.Id).SequenceEqual(atom.Affected.Select(r => r.Id).Order()),
                $"{atom.Command} of {atom.Id} reached {string.Join(", ", atom.Affected.Select(r => r.Id))} of {string.Join(", ", tree.Select(j => j.Id))}");
            RequireFlags(atom, atom.Affected);
        });
    }

    private (AtomAnswer, Action?) Sweep(SweepAtom atom)
    {
        RequireFlags(atom, atom.Affected);
        return (AtomAnswer.Applied, null);
    }

    /// <summary>Whatever the sweep has come to: a row's flags are those by all commands, and by none but these.</summary>
    private void RequireFlags(Atom atom, IEnumerable<StoredJob> rows)
    {
        foreach (var row in rows) RequireFlags(Describe(atom), row.Id, row.IsPaused, row.IsCancelRequested);
    }

    /// <summary>Holds an active job's flags, as somebody saw them, against what they are.</summary>
    public void RequireFlags(string who, JobId id, bool isPaused, bool isCancelRequested)
    {
        if (Find(id) is not { HasEnded: false } job) violate($"{who} saw job {id}, which is not active");
        else Require(isPaused == job.IsPaused && isCancelRequested == job.IsCancelRequested, $"{who} saw job {id} with paused {isPaused}, cancelled {isCancelRequested}; by the rules it is {job.IsPaused}, {job.IsCancelRequested}");
    }

    private void End(ModelJob job, JobStatus status, byte[]? result, JobError? error)
    {
        (job.Status, job.Result, job.Error) = (status, result, error);
        if (job.Key is { } key) _keys.Remove((job.Name, key));
        job.Results.Clear();
        Ended?.Invoke(job);
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds) violate(otherwise);
    }

    private static long StampOf(byte[] state)
    {
        using var json = JsonDocument.Parse(state);
        return json.RootElement.GetProperty("stamp").GetInt64();
    }

    /// <summary>An atom in a word or two, for the trace.</summary>
    public static string Describe(Atom atom) => atom switch
    {
        SubmitAtom a => a.Job.ParentId.IsNone ? $"submit {a.Id}" : $"submit {a.Id} under {a.Job.ParentId}",
        OutcomeAtom a => $"end {a.Id} as {a.Status}",
        CommandAtom a => $"{a.Command} {a.Id}",
        SweepAtom a => $"sweep {a.Command} of {a.Affected.Count}",
        RescheduleAtom a => $"reschedule {a.Id} as {a.Status}",
        CheckpointAtom a => $"checkpoint {a.Id}",
        TaskResultAtom a => $"result of {a.Id}",
        _ => $"{atom.GetType().Name[..^4]} {atom.Id}",
    };
}
