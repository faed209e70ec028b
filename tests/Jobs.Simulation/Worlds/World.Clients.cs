using System.Globalization;
using Jobs.Simulation.Work;

namespace Jobs.Simulation.Worlds;

/// <summary>Clients: what they ask, and what must hold when they are answered.</summary>
internal sealed partial class World
{
    private readonly List<JobId> _known = []; // What clients were given handles of.
    private readonly Dictionary<long, int> _resuming = []; // By root: resumes under way.
    private readonly Dictionary<long, int> _lastResume = []; // By root: the number of the last resume that was asked for.
    private readonly List<CancellationTokenSource> _patience = []; // Of clients that wait and may tire of it.
    private readonly HashSet<int> _unanswered = []; // Calls to the present process.
    private int _asked;
    private int _submitted;

    public int Acknowledged { get; private set; }

    private void Ask()
    {
        if (_submitted < _options.JobsMax && (_known.Count == 0 || _chance.OneIn(2)))
        {
            Submit();
            return;
        }

        if (_known.Count == 0) return;
        var id = _known[_chance.Below(_known.Count)];
        var commands = _options.Troubles.HasFlag(Trouble.Commands);
        switch (_chance.Below(13))
        {
            case 0 or 1 when commands: Pause(id); break;
            case 2 or 3 when commands: Resume(id); break;
            case 4 when commands: Cancel(id); break;
            case 5 or 6: AwaitResult(id); break;
            case 7: Watch($"wait {id}", _engine!.WaitAsync(id), info => RequireEnd(id, info.Status)); break;
            case 8: Watch($"query {_chance.Below(3)}", _engine!.QueryAsync(new JobQuery { Limit = 20, Status = _chance.Of<JobStatus?>(null, JobStatus.Running, JobStatus.Ready) }), CheckFound); break;
            case 10: WaitAWhile(id); break;
            case 9: Watch($"log {id}", _engine!.LogAsync(id), _ => { }); break;
            default: Watch($"find {id}", _engine!.FindAsync(id), info => CheckFound(info is null ? [] : [info])); break;
        }
    }

    private void Submit()
    {
        if (_knowsGuests && _options.Troubles.HasFlag(Trouble.Strangers) && _chance.OneIn(3))
        {
            _submitted++;
            var guest = new SubmitOptions { Key = _chance.OneIn(3) ? $"key {_chance.Below(3)}" : null };
            Watch("submit a guest", _engine!.SubmitAsync(new GuestJob { Number = _submitted }, guest), handle => OnSubmitted(handle.Id, guest));
            return;
        }

        var plan = (int)(_chance.NextBits() & 0x3FFFFFFF);
        if (_options.PoisonOneIn > 0 && _chance.OneIn(_options.PoisonOneIn)) plan = Script.Poisoned(plan);
        var job = new SimJob { Plan = plan, Depth = _chance.Of(0, 1, 2) };
        var options = new SubmitOptions
        {
            Priority = _chance.OneIn(_options.PrioritiesOneIn) ? _chance.Of(JobPriority.Idle, JobPriority.Low, JobPriority.High, JobPriority.Urgent) : JobPriority.Normal,
            Key = _chance.OneIn(6) ? $"key {_chance.Below(3)}" : null,
            IdempotencyToken = _chance.OneIn(6) ? $"token {_chance.Below(6)}" : null,
            DueAt = _chance.OneIn(6) ? _time.GetUtcNow() + TimeSpan.FromMilliseconds(_chance.Between(1, 20_000)) : null,
            Durability = _options.OnDisk ? null : _chance.Of<Durability?>(null, null, Durability.Flushed, Durability.Committed),
            Timeout = _chance.OneIn(_options.TimeoutsOneIn) ? TimeSpan.FromMilliseconds(_chance.Between(100, 5000)) : null,
            Retry = _chance.OneIn(3) ? new RetryPolicy { MaxAttempts = _chance.Between(1, 3), Delay = TimeSpan.FromMilliseconds(_chance.Between(0, 2000)) } : null,
        };
        if (_chance.OneIn(8))
        {
            var jobs = new List<SimJob>();
            for (var i = _chance.Between(1, 5); i > 0; i--) jobs.Add(new SimJob { Plan = job.Plan + i, Depth = job.Depth });
            _submitted += jobs.Count;
            options.Key = options.IdempotencyToken = null;
            Watch($"submit {jobs.Count}", _engine!.SubmitManyAsync(jobs, options), handles =>
            {
                foreach (var handle in handles) OnSubmitted(handle.Id, options);
            });
            return;
        }

        _submitted++;
        Watch($"submit {job.Plan.ToString(CultureInfo.InvariantCulture)}", _engine!.SubmitAsync(job, options), handle => OnSubmitted(handle.Id, options));
    }

    private void OnSubmitted(JobId id, SubmitOptions options)
    {
        if (Model.Find(id) is not { } job)
        {
            Violate($"submit of {id} was acknowledged and is not stored");
            return;
        }

        Require(
            (options.IdempotencyToken is null && options.Key is null) || (options.IdempotencyToken is { } token && job.Token == token) || (options.Key is { } key && job.Key == key),
            $"a submit with key '{options.Key}' and token '{options.IdempotencyToken}' came to {id}, which has '{job.Key}' and '{job.Token}'");
        var promise = options.Durability ?? _engine!.Options.Durability;
        Require(promise != Durability.Flushed || job.CommittedIn <= Model.FlushedUpTo, $"submit of {id} was acknowledged as flushed, and is not");
        if (!_known.Contains(id)) _known.Add(id);
    }

    private void Pause(JobId id)
    {
        var number = _asked + 1;
        Watch($"pause {id}", _engine!.PauseAsync(id), outcome =>
        {
            if (Model.Find(id) is not { } job) return;
            RequireCommand(id, outcome);

            // A resume that was asked for before the answer came may have come after the pause.
            var root = job.RootId.Value;
            if (outcome != CommandOutcome.Applied || _resuming.GetValueOrDefault(root) > 0 || _lastResume.GetValueOrDefault(root) > number) return;
            foreach (var paused in Model.Tree(id))
            {
                Require(paused.IsPaused, $"the pause of {id} was acknowledged, and {paused.Id} is not paused");
                paused.IsKnownPaused = true;
            }
        });
    }

    private void Resume(JobId id)
    {
        if (Model.Find(id) is not { } job) return;
        var root = job.RootId;
        foreach (var resumed in Model.Tree(root)) resumed.IsKnownPaused = false;
        _resuming[root.Value] = _resuming.GetValueOrDefault(root.Value) + 1;
        _lastResume[root.Value] = _asked + 1;
        Watch(
            $"resume {id}",
            _engine!.ResumeAsync(id),
            outcome =>
            {
                _resuming[root.Value]--;
                RequireCommand(id, outcome);
            },
            _ => _resuming[root.Value]--);
    }

    private void Cancel(JobId id) => Watch($"cancel {id}", _engine!.CancelAsync(id), outcome =>
    {
        RequireCommand(id, outcome);
        if (outcome != CommandOutcome.Applied) return;
        var job = Model.Find(id)!;
        Require(job.HasEnded ? job.Status == JobStatus.Cancelled : job.IsCancelRequested, $"the cancellation of {id} was acknowledged; it is {job.Status}");
        foreach (var cancelled in Model.Tree(id)) cancelled.IsKnownCancelled = true;
    });

    private void RequireCommand(JobId id, CommandOutcome outcome)
    {
        if (Model.Find(id) is not { } job) Violate($"a command to {id} was answered {outcome}; there is no such job");
        else if (outcome == CommandOutcome.NotFound) Violate($"a command to {id} was answered NotFound; it is {job.Status}");
        else if (outcome == CommandOutcome.AlreadyFinishing) Require(job.HasEnded, $"a command to {id} was answered AlreadyFinishing; it is {job.Status}");
    }

    private async ValueTask<long> GuestResultAsync(JobId id) => await _engine!.ResultAsync<int>(id).ConfigureAwait(false);

    private void AwaitResult(JobId id) => Watch(
        $"result {id}",
        Model.Find(id)?.Name == "guest" ? GuestResultAsync(id) : _engine!.ResultAsync<long>(id),
        result =>
        {
            RequireEnd(id, JobStatus.Completed);
            if (Model.Find(id)?.Result is { } stored) Require(long.Parse(stored, CultureInfo.InvariantCulture) == result, $"the result of {id} is {result}; stored is another");
        },
        failure =>
        {
            if (failure is JobFailedException failed) RequireEnd(id, failed.Status);
        });

    /// <summary>Waits until somebody tires of it.</summary>
    private void WaitAWhile(JobId id)
    {
        var patience = new CancellationTokenSource();
        _patience.Add(patience);
        Watch($"wait a while {id}", _engine!.WaitAsync(id, patience.Token), info => RequireEnd(id, info.Status));
        if (_patience.Count < 2) return;
        Say("a client gives up");
        var first = _patience[0];
        _patience.RemoveAt(0);
        first.Cancel();
    }

    private void RequireEnd(JobId id, JobStatus status)
    {
        var stored = Model.Find(id)?.Status;
        Require(stored == status && status.IsTerminal(), $"job {id} was said to have ended as {status}; stored is {stored}");
    }

    private void CheckFound(IReadOnlyList<JobInfo> found)
    {
        foreach (var info in found)
        {
            var job = Model.Find(info.Id);
            Require(job is not null, $"job {info.Id} was found, and is not stored");
            Require(!info.Status.IsTerminal() || job?.Status == info.Status, $"job {info.Id} was found as {info.Status}; stored is {job?.Status}");
        }
    }

    /// <summary>
    /// Follows a call to its end. Without a context: the world itself runs what comes after, in the very entry that answers, so
    /// that nothing steps between an acknowledgement and what is held against it.
    /// </summary>
    private async void Watch<T>(string what, ValueTask<T> call, Action<T> done, Action<Exception>? failed = null)
    {
        var number = ++_asked;
        _unanswered.Add(number);
        var generation = _generation;
        Say($"client {number}: {what}");
        T answer;
        try
        {
            answer = await call.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            if (generation != _generation) return;
            _unanswered.Remove(number);
            Say($"client {number}: {what} → {failure.GetType().Name}");
            if (failure is not (JobException or OperationCanceledException { CancellationToken.IsCancellationRequested: true })) Violate($"{what} threw {failure}");
            failed?.Invoke(failure);
            return;
        }

        RequireOwnThread();
        if (generation != _generation) return;
        _unanswered.Remove(number);
        Acknowledged++;
        Say($"client {number}: {what} → {(answer is JobInfo info ? info.Status : answer)}");
        try
        {
            done(answer);
        }
        catch (Exception defect)
        {
            Violate($"the world itself failed: {defect}"); // Thrown from here it would end the process.
        }
    }
}
