namespace Jobs.Crash.Worker;

/// <summary>
/// One of many processes that use a store by its path alone: submits, commands, asks and waits at random, however many
/// owners come and go. When its input ends it resumes and awaits all that it submitted, and tells how each ended.
/// </summary>
internal sealed class ClientMode
{
    private const int CountMax = 8;
    private const int ManyMax = 6;
    private const int PaceMs = 30; // A pace, not a wait for anything.
    private const int HalfAwaitedMs = 300;

    // An owner's start, behind fifty clients on two cores, takes its time. Turns a hang into an error.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _name;
    private readonly Random _random;
    private readonly Ledger _ledger = new() { IsStamped = true };
    private readonly JobsClient _client;
    private readonly List<JobHandle<long>> _mine = [];
    private int _submits;
    private int _shared;

    private ClientMode(string store, string name, int seed)
    {
        (_name, _random) = (name, new Random(seed));
        _client = JobsClient.ForStore(store, jobs =>
        {
            jobs.AddJobsCrashWorkerJobs();
            jobs.OwnerWait = jobs.AnswerTimeout = Patience;
        });
    }

    public static async Task<int> RunAsync(string store, string name, int seed)
    {
        var mode = new ClientMode(store, name, seed);
        await using var closing = mode._client;
        var stop = Task.Run(Console.In.ReadLine); // The console reads on whatever thread asks.
        mode._ledger.Write("ready");
        while (!stop.IsCompleted) await mode.DoSomethingAsync();
        foreach (var handle in mode._mine.DistinctBy(h => h.Id)) await mode.SettleAsync(handle);
        mode._ledger.Write("drained");
        return 0;
    }

    private async Task DoSomethingAsync()
    {
        await Task.Delay(_random.Next(PaceMs));
        switch (_random.Next(12))
        {
            case 0 or 1 or 2:
                _mine.Add(await NewRecipe().SubmitAsync(_client, _ledger));
                break;
            case 3:
                // By the same token once more, as who does not know whether it was heard.
                var recipe = NewRecipe();
                _mine.Add(await recipe.SubmitAsync(_client, _ledger));
                await recipe.SubmitAsync(_client, _ledger);
                break;
            case 4:
                // All clients come to this token, each at its time: the first makes the job.
                var number = _shared++;
                _mine.Add(await new JobRecipe($"shared-{number}", "sum", 1 + (number % CountMax), number).SubmitAsync(_client, _ledger));
                break;
            case 5:
                await SubmitManyAsync();
                break;
            case 6 when _mine.Count > 0:
                await CancelAsync(Any());
                break;
            case 7 or 8 when _mine.Count > 0:
                await PauseAsync(Any());
                break;
            case 9 when _mine.Count > 0:
                await AwaitAsync(Any());
                break;
            case 10 when _mine.Count > 0:
                await LookAsync(_mine[^1].Id);
                break;
            case 11:
                await QueryAsync();
                break;
        }
    }

    private JobHandle<long> Any() => _mine[_random.Next(Math.Max(0, _mine.Count - 20), _mine.Count)];

    private JobRecipe NewRecipe() => new($"{_name}-{_submits++}", _random.Next(10) switch { < 7 => "sum", < 9 => "flaky", _ => "family" }, _random.Next(1, CountMax), _random.Next());

    // Each with a token that the client makes by itself; the names are for the parent.
    private async Task SubmitManyAsync()
    {
        var recipes = Enumerable.Range(0, _random.Next(2, ManyMax)).Select(_ => NewRecipe() with { Kind = "sum" }).ToList();
        foreach (var recipe in recipes) _ledger.Write($"submitting {recipe}");
        var handles = await _client.SubmitManyAsync(recipes.Select(r => r.ToJob()), new() { Retry = RetryPolicy.None });
        foreach (var (recipe, handle) in recipes.Zip(handles)) _ledger.Write($"submitted {recipe.Token} {handle.Id}");
        _mine.AddRange(handles);
    }

    private async Task CancelAsync(JobHandle handle)
    {
        _ledger.Write($"cancelling {handle.Id}");
        _ledger.Write($"cancelled {handle.Id} {await handle.CancelAsync()}");
    }

    private async Task PauseAsync(JobHandle handle)
    {
        _ledger.Write($"pausing {handle.Id}");
        _ledger.Write($"paused {handle.Id} {await handle.PauseAsync()}");
        await Task.Delay(_random.Next(PaceMs));
        await ResumeAsync(handle);
    }

    private async Task ResumeAsync(JobHandle handle)
    {
        _ledger.Write($"resuming {handle.Id}");
        _ledger.Write($"resumed {handle.Id} {await handle.ResumeAsync()}");
    }

    private async Task AwaitAsync(JobHandle handle)
    {
        using var enough = new CancellationTokenSource(HalfAwaitedMs);
        try
        {
            _ledger.Write($"awaited {handle.Id} {(await handle.WaitAsync(enough.Token)).Status}");
        }
        catch (OperationCanceledException)
        {
            // Somebody paused it, or there is more work than two cores do.
        }
    }

    private async Task LookAsync(JobId id)
    {
        var info = await _client.FindAsync(id);
        if (info is null) _ledger.Write($"unseen {id}");
        else if (info.Status.IsTerminal()) _ledger.Write($"awaited {id} {info.Status}");
    }

    // Commands reach jobs of others, too, which they command as well.
    private async Task QueryAsync()
    {
        var jobs = await _client.QueryAsync(new JobQuery { Limit = 20 });
        if (jobs.Where(j => j.ParentId.IsNone && !j.Status.IsTerminal()).ToList() is not [_, ..] roots) return;
        var other = _client.GetHandle(roots[_random.Next(roots.Count)].Id);
        if (_random.Next(4) == 0) await CancelAsync(other);
        else await PauseAsync(other);
    }

    private async Task SettleAsync(JobHandle<long> handle)
    {
        await ResumeAsync(handle);
        var info = await handle.WaitAsync();
        var result = info.Status == JobStatus.Completed ? $" {await handle.ResultAsync()}" : $" 0 {info.Error?.Message}";
        _ledger.Write($"final {handle.Id} {info.Status}{result}");
    }
}
