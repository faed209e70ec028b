using System.Globalization;

namespace Jobs.Crash.Tests.Kit;

/// <summary>
/// The parent's own record of what a worker acknowledged, over all its lives, and the rules that the lines must keep. The
/// lines are explained in the worker's README.md.
/// </summary>
internal sealed class LoadLedger
{
    private const int CrashesMax = 5; // The host's default: beyond it a suspect runs alone.

    // None of these jobs is guilty. One may still be hit again and again before it can do anything, and once more alone.
    private const int QuarantinedOneIn = 1000;

    private readonly Dictionary<string, string> _recipes = []; // Every submit that was tried, by token.
    private readonly Dictionary<string, string> _ids = []; // Every submit that was acknowledged, by token.
    private readonly Dictionary<string, LedgerJob> _jobs = []; // By id.
    private readonly List<string> _violations = [];
    private readonly Dictionary<string, int> _lines = [];
    private readonly Dictionary<string, string> _tokens = []; // The same by id.
    private int _life;

    /// <summary>
    /// Whether who asks outlives the host: then every call has an answer, what was asked before a kill may be done after it,
    /// and no job is cancelled unless somebody was told so.
    /// </summary>
    public bool AskersOutliveTheHost { get; init; }

    /// <summary>The rules that were broken, in words.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>How many lines of a word were read: what the load consisted of.</summary>
    public int CountOf(string word) => _lines.GetValueOrDefault(word);

    /// <summary>How many jobs were retried.</summary>
    public int Retried => _jobs.Values.Count(j => j.Retry is not null);

    /// <summary>How many jobs were read back as having ended so.</summary>
    public int EndedAs(string status) => _jobs.Values.Count(j => j.Final == status);

    /// <summary>Submits that were tried and not acknowledged.</summary>
    public IReadOnlyList<string> UnacknowledgedRecipes => [.. _recipes.Where(r => !_ids.ContainsKey(r.Key)).Select(r => r.Value)];

    /// <summary>All submits that were tried.</summary>
    public IReadOnlyList<string> AllRecipes => [.. _recipes.Values];

    /// <summary>The process was started anew: nothing of the last one runs.</summary>
    public void BeginLife()
    {
        _life++;
        foreach (var job in _jobs.Values)
        {
            job.IsRunning = false;
            if (!AskersOutliveTheHost) job.ForgetCommands();
            if (job.Outcome is null) job.LivesWithoutProgress++;
        }
    }

    public void Read(string line)
    {
        var words = line.Split(' ');
        if (words.Length > 1) Job(words[words is ["submitted", ..] ? 2 : 1]).Remember($"{_life}: {line}");
        _lines[words[0]] = CountOf(words[0]) + 1;
        switch (words)
        {
            case ["submitting", var token, ..]: _recipes.TryAdd(token, line["submitting ".Length..]); break;
            case ["submitted", var token, var id]: ReadSubmitted(token, id); break;
            case ["begin", var id, var received, _]: ReadBegin(id, Number(received)); break;
            case ["leave", var id]: Job(id).IsRunning = false; break;
            case ["run", var id, var root, var index]: ReadRun(id, root, Number(index)); break;
            case ["got", var id, var index]: ReadProgress(id).Got.Add(Number(index)); break;
            case ["saved", var id, var received, _]: ReadProgress(id).Saved = Number(received); break;
            case ["child", var id, var key, var child]: ReadChild(id, key, child); break;
            case ["cancelling", var id]: Job(id).MayBeCancelled = true; break;
            case ["cancelled", var id, "Applied"]: Job(id).MustBeCancelled = true; break;
            case ["pausing", var id]: Job(id).BeginPause(); break;
            case ["paused", var id, var answer]: Job(id).EndPause(answer == "Applied"); break;
            case ["resuming", var id]: Job(id).BeginResume(); break;
            case ["resumed", var id, _]: Job(id).EndResume(); break;
            case ["retrying", var id, var fromStart]: Job(id).MayBeRetriedFromStart |= bool.Parse(fromStart); break;
            case ["retried", var id, var retry, "Retried" or "AlreadyRetried"]: ReadRetried(id, retry); break;
            case ["awaited", var id, var status]: ReadAwaited(id, status); break;
            case ["outcome", var id, var status]: ReadOutcome(id, status); break;
            case ["final", var id, var status, var result, ..]: ReadFinal(id, status, long.Parse(result, CultureInfo.InvariantCulture), line); break;
            case ["ready" or "drained" or "killing"] or ["cancelled" or "retried", ..]: break;
            default: Require(false, "is not a line of the ledger"); break;
        }

        void Require(bool holds, string rule)
        {
            if (!holds) _violations.Add($"life {_life}: '{line}' {rule}. The job's last lines: {string.Join("; ", Job(words[1]).LastLines)}");
        }

        void ReadSubmitted(string token, string id)
        {
            Require(_ids.TryAdd(token, id) || _ids[token] == id, $"but the submit was acknowledged as {_ids[token]} before");
            Require(_tokens.TryAdd(id, token) || _tokens[id] == token, "but the id belongs to another submit");
        }

        void ReadBegin(string id, int received)
        {
            var job = Job(id);
            Require(!job.IsRunning, "while another attempt of it runs");
            Require(job.Outcome is null, $"after it ended as {job.Outcome}");
            Require(received >= job.Saved, $"but a checkpoint of {job.Saved} was acknowledged");
            job.IsRunning = true;
        }

        LedgerJob ReadProgress(string id)
        {
            Job(id).LivesWithoutProgress = 0;
            return Job(id);
        }

        void ReadRun(string id, string root, int index)
        {
            Require(!Job(id).Got.Contains(index), "although its result had been received");
            Require(Job(root).BeginRun(), "although its tree was paused");
        }

        void ReadChild(string id, string key, string child)
        {
            if (Job(id).Children.TryAdd(key, child)) ReadProgress(id);
            Require(Job(id).Children[key] == child, $"but that child was {Job(id).Children[key]} before");
            Job(child).Parent = id;
        }

        // The retry may have begun before this line was read: what it takes over is held against it from here on.
        void ReadRetried(string id, string retry)
        {
            Require(Job(id).Retry is null || Job(id).Retry == retry, $"but it was retried as {Job(id).Retry} before");
            Require(Job(id).Outcome is not "Completed", "although it had completed");
            if (Job(id).Retry is null && !Job(id).MayBeRetriedFromStart) Job(retry).Got.UnionWith(Job(id).Got);
            Job(id).Retry = retry;
            Job(retry).Remember($"{_life}: {line}");
        }

        void ReadOutcome(string id, string status)
        {
            Require(Job(id).Outcome is null, $"but its outcome was {Job(id).Outcome} before");
            Job(id).Outcome = status;
            if (Job(id).Parent is { } parent) ReadProgress(parent);
        }

        void ReadAwaited(string id, string status)
        {
            Require(Job(id).Awaited is null || Job(id).Awaited == status, $"but who awaited it before was told {Job(id).Awaited}");
            Job(id).Awaited = status;
        }

        void ReadFinal(string id, string status, long result, string text)
        {
            var job = Job(id);
            Require(job.Outcome is null || job.Outcome == status, $"but {job.Outcome} was published");
            Require(!job.MustBeCancelled || status == "Cancelled", "but its cancellation was acknowledged");
            Require(status != "Cancelled" || job.MayBeCancelled, "but nobody asked for that");
            Require(status != "Cancelled" || job.MustBeCancelled || !AskersOutliveTheHost, "but nobody was told so");
            Require(job.Awaited is null || job.Awaited == status, $"but who awaited it was told {job.Awaited}");
            Require(job.Final is null || (job.Final == status && job.Result == result), $"but it was read back as {job.Final} {job.Result} before");

            // A job that was there at crash after crash without progress, alone at the last, is set aside by design: our kills
            // cannot be told from crashes that it caused.
            Require(status != "Quarantined" || job.LivesWithoutProgress >= CrashesMax, "although it had made progress");
            Require(status is "Completed" or "Cancelled" or "Quarantined", "which is no end that it may have");
            (job.Final, job.Result) = (status, result);
        }
    }

    /// <summary>What must hold when all is over: every submit that was tried has ended, with the right result, and hardly one was set aside.</summary>
    public void RequireAllEnded(Func<string, long> expectedResult)
    {
        if (EndedAs("Quarantined") > 1 + (_recipes.Count / QuarantinedOneIn)) _violations.Add($"{EndedAs("Quarantined")} jobs of {_recipes.Count} were quarantined");
        foreach (var (token, recipe) in _recipes)
        {
            if (!_ids.TryGetValue(token, out var id) || !_jobs.TryGetValue(id, out var job) || job.Final is null)
                _violations.Add($"the submit '{recipe}' is lost");
            else
                RequireResult(id, job, recipe, expectedResult(recipe));
        }
    }

    // What ended badly and was retried has come to its result all the same, or its retry was cancelled in its turn.
    private void RequireResult(string id, LedgerJob job, string recipe, long expected)
    {
        if (job.Final == "Completed" && job.Result != expected) _violations.Add($"job {id} ('{recipe}') returned {job.Result} in place of {expected}");
        if (job.Retry is not { } retry) return;
        if (Job(retry).Final is null) _violations.Add($"the retry {retry} of job {id} ('{recipe}') is lost");
        else RequireResult(retry, Job(retry), recipe, expected);
    }

    private LedgerJob Job(string id)
    {
        if (!_jobs.TryGetValue(id, out var job)) _jobs.Add(id, job = new LedgerJob());
        return job;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
