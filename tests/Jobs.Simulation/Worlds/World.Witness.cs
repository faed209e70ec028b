using Jobs.Simulation.Reference;
using Jobs.Simulation.Work;

namespace Jobs.Simulation.Worlds;

/// <summary>One attempt's code, while it runs.</summary>
internal sealed class JobLife(JobId id, int attempt)
{
    public JobId Id { get; } = id;

    public int Attempt { get; } = attempt;

    /// <summary>Waits without a permit that are under way.</summary>
    public int Waits { get; set; }

    /// <summary>Whether a task of it is under way while it waits.</summary>
    public bool IsBesideTask { get; set; }
}

/// <summary>What jobs and tasks tell of themselves, and what must hold then.</summary>
internal sealed partial class World
{
    private readonly List<TaskCompletionSource> _io = [];
    private readonly Dictionary<long, JobLife> _lives = [];
    private readonly Dictionary<string, int> _tasksIn = new() { ["default"] = 0, ["io"] = 0 };
    private readonly Dictionary<(long Job, int Step, int Index), string> _identities = [];
    private readonly Dictionary<long, int> _tasksOf = []; // By job: tasks whose code runs.
    private readonly Dictionary<(long Job, int Step), int> _runningIn = [];
    private readonly Dictionary<long, HashSet<string>> _begun = []; // By job: tasks that this attempt began and whose results are not stored.
    private long _stamp;

    public int JobsBegun { get; private set; }

    public int TasksBegun { get; private set; }

    public long NextStamp() => ++_stamp;

    public JobLife JobBegins(JobId id, int attempt, long stamp, Script script, int next)
    {
        JobsBegun++;
        Say($"job {id} begins, attempt {attempt}, at step {next} of: {script}");
        var life = new JobLife(id, attempt);
        if (Model.Find(id) is not { } job)
        {
            Violate($"job {id} was started before its row was committed");
            return life;
        }

        var mayBeLate = _engine!.Zombies > 0 || _isStopping || _engine.State.Broken is not null; // Given up before its code began.
        Require(!job.HasEnded || mayBeLate, $"job {id} was started after it ended as {job.Status}");
        Require(!job.IsKnownPaused, $"job {id} began after its pause was acknowledged");
        Require(!job.IsKnownCancelled, $"job {id} began after its cancellation was acknowledged");
        Require(job.HasEnded || job.Stamp == stamp, $"job {id} began with checkpoint {stamp}; the last that committed is {job.Stamp}");
        var isUsurped = Model.Session != _engine.State.Session.Epoch;
        Require(job.HasEnded || isUsurped || Model.IsMarked(id) || !MayHaveCrashed(job), $"job {id}, which was there at {job.Crashes} crashes, began before a durable mark named it");
        Require(!job.IsConvicted || isUsurped, $"job {id} began after it was alone at a crash, and a suspect before");
        Require(isUsurped || !Model.IsMarkedAloneForAnother(id), $"job {id} began while the durable mark says that another one runs alone");
        Require(_tasksOf.GetValueOrDefault(id.Value) == 0, $"job {id} is attempted again while {_tasksOf.GetValueOrDefault(id.Value)} of its tasks run");
        _begun.Remove(id.Value);
        Require(_lives.TryAdd(id.Value, life), $"two attempts of job {id} run at once");
        return life;
    }

    public void JobLeaves(JobLife life)
    {
        Say($"job {life.Id} leaves");
        _lives.Remove(life.Id.Value);
    }

    public void TaskBegins(JobId id, string pool, int step, int index, string key, Step made)
    {
        TasksBegun++;
        Say($"task {step}/{index} of {id} begins");
        _tasksIn[pool]++;
        _tasksOf[id.Value] = _tasksOf.GetValueOrDefault(id.Value) + 1;
        var slots = _engine!.Pools[pool];
        Require(_tasksIn[pool] - slots.Abandoned <= slots.Slots, $"{_tasksIn[pool]} tasks run in the {slots.Slots} slots of '{pool}'");
        var inStep = _runningIn[(id.Value, step)] = _runningIn.GetValueOrDefault((id.Value, step)) + 1;
        Require(made.MaxParallel is not { } most || inStep <= most || slots.Abandoned > 0, $"{inStep} tasks of step {step} of job {id} run at once; {made.MaxParallel} may");
        if (Model.Find(id) is not { } job) return;
        Require(!job.IsKnownPaused, $"task {step}/{index} of job {id} started after its pause was acknowledged");
        Require(!job.IsKnownCancelled, $"task {step}/{index} of job {id} started after its cancellation was acknowledged");
        if (key.EndsWith(new string('0', 32), StringComparison.Ordinal)) return; // Not remembered.
        _identities[(id.Value, step, index)] = key;
        Require(!HasResult(job, key), $"task {step}/{index} of job {id} runs again though its result is stored");

        // What a crash now would make run again. A group that fails fast leaves tasks that began and have no outcome.
        if (made.Kind == StepKind.FailFast) return;
        if (!_begun.TryGetValue(id.Value, out var begun)) _begun.Add(id.Value, begun = []);
        begun.RemoveWhere(k => HasResult(job, k));
        begun.Add(key);
        var credits = _options.UnacknowledgedMax + _options.Slots + _options.IoSlots;
        Require(begun.Count <= credits, $"{begun.Count} tasks of job {id} have begun and are not stored; {credits} may");
    }

    public void TaskEnds(JobId id, string pool, int step, int index)
    {
        Say($"task {step}/{index} of {id} ends");
        _tasksIn[pool]--;
        _tasksOf[id.Value]--;
        _runningIn[(id.Value, step)]--;
    }

    /// <summary>A task is about to give its slot away, if it should.</summary>
    public void TaskMayGiveWay(string pool) => _tasksIn[pool]--;

    public void TaskGoesOn(JobId id, string pool, bool hasSlot)
    {
        _tasksIn[pool]++;
        var slots = _engine!.Pools[pool];
        Require(!hasSlot || _tasksIn[pool] - slots.Abandoned <= slots.Slots || _engine.State.Jobs.Values.Any(e => e.Attempt is not { Interruption: Interruption.None }), $"{_tasksIn[pool]} tasks run in the {slots.Slots} slots of '{pool}', as one of {id} goes on");
    }

    private void RequireAwake(JobId id) => Require(!IsSuspended(id), $"job {id} runs code while it is suspended");

    /// <summary>A job's code has a remembered result in its hands.</summary>
    public void ResultArrives(JobId id, int step, int index)
    {
        RequireAwake(id);
        if (Model.Find(id) is not { HasEnded: false } job) return;
        if (!_engine!.State.Jobs.TryGetValue(id.Value, out var entry) || entry.Attempt is null) return; // It was given up: what it has may be dropped.
        Require(
            _identities.TryGetValue((id.Value, step, index), out var key) && HasResult(job, key),
            $"job {id} received result {step}/{index}, which is not stored");
    }

    public void CheckpointIsSaved(JobId id, long stamp)
    {
        Say($"job {id} has saved {stamp}");
        RequireAwake(id);
        if (Model.Find(id) is not { HasEnded: false } job) return;
        Require(job.Stamp == stamp, $"job {id} was told that checkpoint {stamp} is saved; stored is {job.Stamp}");
    }

    public void ChildArrives(JobId parent, string key, JobId child)
    {
        Say($"job {parent} is given {key}: {child}");
        Require(
            Model.Find(parent) is { } job && (job.HasEnded || (job.Children.TryGetValue(key, out var known) && known == child)) && Model.Find(child) is not null,
            $"job {parent} was given child {child}, which is not stored");
    }

    /// <summary>Something outside, such as a disk or a network: ends when the seed says so, or when the token fires.</summary>
    public Task IoAsync(CancellationToken token)
    {
        var io = new TaskCompletionSource();
        _io.Add(io);
        if (token.CanBeCanceled)
        {
            token.UnsafeRegister(
                (_, fired) =>
                {
                    if (io.TrySetCanceled(fired)) _io.Remove(io);
                },
                null);
        }

        return io.Task;
    }

    private void CompleteIo(int place)
    {
        Say($"io {place} of {_io.Count}");
        var io = _io[place];
        _io.RemoveAt(place);
        io.TrySetResult();
    }

    // The key of a task's effects is its job's id and its identity in hexadecimal digits.
    private static bool HasResult(ModelJob job, string key) => job.Results.Keys.Any(i => key.EndsWith($"-{i.High:x16}{i.Low:x16}", StringComparison.Ordinal));

    private void OnEnded(ModelJob job)
    {
        _endsToTell.Add(job.Id.Value);
        if (_tasksOf.GetValueOrDefault(job.Id.Value) is var left and > 0)
        {
            // Code that does not stop is given up; then it is counted.
            Require(_engine!.Zombies > 0 || _engine.Pools.Values.Any(p => p.Abandoned > 0), $"job {job.Id} ended as {job.Status} while {left} of its tasks run");
        }

        if (job.Status == JobStatus.Quarantined) CheckQuarantine(job);
    }

    private void ForgetLives()
    {
        _lives.Clear();
        _runningIn.Clear();
        _tasksOf.Clear();
        _begun.Clear();
        foreach (var pool in _tasksIn.Keys) _tasksIn[pool] = 0;
    }
}
