using Jobs.Simulation.Faults;
using Jobs.Simulation.Reference;
using Jobs.Simulation.Work;

namespace Jobs.Simulation.Worlds;

/// <summary>How processes die, of what, and who may be blamed.</summary>
internal sealed partial class World
{
    private readonly HashSet<long> _ranAtCrash = []; // Whose code ran when the last crash came.
    private readonly HashSet<long> _unread = []; // Jobs of which a read failed that an attempt depended on.
    private JobId _killer; // Who is about to kill the process, in this step.
    private JobId _lastKiller; // Who killed the last one; none when nobody inside did.

    public int Crashes { get; private set; }

    /// <summary>What the store took, for a loss of power.</summary>
    public PowerLog Log { get; }

    /// <summary>A job's code kills the process: nothing else steps before it is gone.</summary>
    public void Kill(JobId id)
    {
        Say($"job {id} kills the process");
        var isUsurped = Model.Session != _engine!.State.Session.Epoch;
        Require(isUsurped || Model.IsMarked(id) || !MayHaveCrashed(Model.Find(id)!), $"job {id} killed its process before, does so again, and no durable mark names it");
        _killer = id;
    }

    /// <summary>The process is gone in the middle of whatever it did. What is committed stays, unless the power is gone too.</summary>
    private void Crash()
    {
        Say(_killer.IsNone ? "CRASH" : $"CRASH, by job {_killer}");
        Crashes++;
        NoteWhoRan();
        _store!.Drop();
        Forget();
        (_lastKiller, _killer) = (_killer, default);
        if (_lastKiller.IsNone && !_isCalm && _options.PowerLossOneIn > 0 && _chance.OneIn(_options.PowerLossOneIn)) LosePower();
    }

    /// <summary>What was flushed stays, and any number of the batches after it.</summary>
    private void LosePower()
    {
        var kept = Model.FlushedUpTo + _chance.Below((int)(Model.Commits - Model.FlushedUpTo) + 1);
        Say($"the power is lost: {Model.Commits - kept} of {Model.Commits} batches are gone");
        var before = Model;
        Model = NewModel();
        (Model.Ended, Model.Spent) = (null, null); // It has been told before.
        _data = Log.KeepOnly(kept, Model);
        (Model.Ended, Model.Spent) = (OnEnded, OnSpent);
        _ranAtCrash.Clear(); // The marks that are left are older, and name whom they named then.
        foreach (var job in Model.Jobs.Values)
        {
            // What a client knows is known as far as it is still so.
            job.IsKnownPaused = before.Find(job.Id)!.IsKnownPaused && job.IsPaused;
            job.IsKnownCancelled = before.Find(job.Id)!.IsKnownCancelled && job.IsCancelRequested;
        }

        _known.RemoveAll(id => Model.Find(id) is null);
    }

    private Model NewModel() => new(Violate, _options.CrashesMax + _options.CrashesAlone) { Ended = OnEnded, Spent = OnSpent };

    /// <summary>Whether a job may have killed a process before: then a durable mark must name it while it runs.</summary>
    private bool MayHaveCrashed(ModelJob job) => job.Crashes > 0 || (Model.WasUnclean && Model.WasThere(job));

    private void NoteWhoRan()
    {
        _ranAtCrash.Clear();
        foreach (var life in _lives.Values.Where(l => l.Waits == 0 && !IsSuspended(l.Id))) _ranAtCrash.Add(life.Id.Value);
        foreach (var (id, running) in _tasksOf.Where(t => t.Value > 0)) _ranAtCrash.Add(id);
    }

    /// <summary>A job is set aside for a crash: it alone may have been the cause.</summary>
    private void CheckQuarantine(ModelJob job)
    {
        Require(_ranAtCrash.All(id => id == job.Id.Value), $"job {job.Id} was quarantined, though {string.Join(", ", _ranAtCrash)} ran at the crash");
        Require(_lastKiller.IsNone || _lastKiller == job.Id, $"job {job.Id} was quarantined for the crash that {_lastKiller} caused");
    }

    /// <summary>An attempt is spent: something of the job must have failed.</summary>
    private void OnSpent(ModelJob job, JobError? error)
    {
        if (job.Name == "guest")
        {
            Require(_unread.Contains(job.Id.Value), $"an attempt of guest {job.Id} was spent: {error}");
            return;
        }

        var script = ScriptOf(job);
        var isPlanned = job.FailedAttempts < script.FailsUntil;
        Require(
            isPlanned || job.HasTimeout || script.Disguise == Disguise.Other || script.Leaves || script.Swallows || _unread.Contains(job.Id.Value),
            $"an attempt of job {job.Id} was spent, its number {job.FailedAttempts + 1}, and nothing of it fails then: {error}");
    }

    private static Script ScriptOf(ModelJob job)
    {
        using var input = System.Text.Json.JsonDocument.Parse(job.Input);
        return Script.Of(input.RootElement.GetProperty("Plan").GetInt32(), input.RootElement.GetProperty("Depth").GetInt32());
    }
}
