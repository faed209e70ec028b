using System.Collections.Concurrent;

namespace Jobs.Crash.Worker;

/// <summary>
/// Submits, cancels, pauses, resumes and retries at random until it is killed. Standard input names the submits of earlier lives,
/// which it repeats first: those that were acknowledged must be found, the others may be.
/// </summary>
internal static class LoadMode
{
    private const int Submitters = 4;
    private const int CountMax = 30;
    private const int CountOfLong = 120;
    private const int BacklogMax = 500;

    public static async Task<int> RunAsync(string store, int seed, KillAt? killAt = null)
    {
        await using var host = await WorkerHost.StartAsync(store, killAt: killAt);
        var lost = host.Jobs.StoreLost;
        var load = Task.Run(() => LoadAsync(host, seed)); // The console reads on whatever thread asks.
        if (await Task.WhenAny(lost, load) == load && load.Exception?.InnerException is not JobStoreException) await load;
        return WorkerHost.TellLoss(await lost);
    }

    private static async Task LoadAsync(WorkerHost host, int seed)
    {
        var known = new ConcurrentQueue<JobHandle<long>>();
        while (await Console.In.ReadLineAsync() is { Length: > 0 } line) known.Enqueue(await JobRecipe.Parse(line).SubmitAsync(host.Client, host.Ledger));

        // Lives that are killed sooner than they can run what they submit would pile it up, and what is new would never run.
        var isBehind = (await host.Client.QueryAsync(new JobQuery { Status = JobStatus.Ready, Limit = BacklogMax })).Count == BacklogMax;
        await Task.WhenAll([
            .. Enumerable.Range(0, isBehind ? 0 : Submitters).Select(i => SubmitAsync(host, known, seed, i)),
            CommandAsync(host, known, new Random(seed + Submitters)),
            StopAndGoOnAsync(host, seed),
        ]);
    }

    private static async Task SubmitAsync(WorkerHost host, ConcurrentQueue<JobHandle<long>> known, int seed, int submitter)
    {
        var random = new Random(HashCode.Combine(seed, submitter));
        for (var n = 0; ; n++)
        {
            var kind = random.Next(10) switch { < 6 => "sum", < 8 => "family", _ => "flaky" };
            var handle = await new JobRecipe($"{seed}-{submitter}-{n}", kind, random.Next(1, CountMax), random.Next()).SubmitAsync(host.Client, host.Ledger);
            known.Enqueue(handle);

            // Half of them are awaited, which keeps the number of active jobs in bounds; a paused one is not waited for.
            if (random.Next(2) == 0) await Task.WhenAny(handle.WaitAsync().AsTask(), Task.Delay(200));
        }
    }

    /// <summary>Cancels jobs in their midst and goes on from there: at random, few have results by then and fewer are retried. Ahead of what earlier lives left.</summary>
    private static async Task StopAndGoOnAsync(WorkerHost host, int seed)
    {
        var random = new Random(HashCode.Combine(seed, Submitters + 1));
        for (var n = 0; ; n++)
        {
            var handle = await new JobRecipe($"{seed}-long-{n}", "sum", CountOfLong, random.Next()).SubmitAsync(host.Client, host.Ledger, JobPriority.High);
            while (await handle.InfoAsync() is { Status: JobStatus.Ready }) await Task.Delay(1);
            await Task.Delay(random.Next(1, 30));
            host.Ledger.Write($"cancelling {handle.Id}");
            host.Ledger.Write($"cancelled {handle.Id} {await handle.CancelAsync()}");
            if (await RetryAsync(host, handle, fromStart: false) is { } retry) await Task.WhenAny(retry.WaitAsync().AsTask(), Task.Delay(1000));
        }
    }

    private static async Task CommandAsync(WorkerHost host, ConcurrentQueue<JobHandle<long>> known, Random random)
    {
        // What an earlier life paused goes on, or the whole load would end up paused.
        foreach (var info in await host.Client.QueryAsync(new JobQuery { Limit = 1000 }))
        {
            if (info.IsPaused && info.ParentId.IsNone && !info.Status.IsTerminal()) await ResumeAsync(host, host.Client.GetHandle(info.Id));

            // And half of what it cancelled is run again.
            if (info.Status == JobStatus.Cancelled && info.ParentId.IsNone && info.RetriedAs.IsNone && random.Next(2) == 0)
            {
                if (await RetryAsync(host, host.Client.GetHandle(info.Id), fromStart: random.Next(4) == 0) is { } again) known.Enqueue(again);
            }
        }

        while (true)
        {
            // A pace, not a wait for anything: the parent kills at any moment.
            await Task.Delay(random.Next(4));
            if (!known.TryDequeue(out var handle)) continue;
            switch (random.Next(6))
            {
                case 0 or 1:
                    host.Ledger.Write($"cancelling {handle.Id}");
                    host.Ledger.Write($"cancelled {handle.Id} {await handle.CancelAsync()}");
                    if (random.Next(4) != 0 && await RetryAsync(host, handle, fromStart: random.Next(4) == 0) is { } retry) known.Enqueue(retry);
                    break;
                case 2 or 3:
                    host.Ledger.Write($"pausing {handle.Id}");
                    host.Ledger.Write($"paused {handle.Id} {await handle.PauseAsync()}");
                    await Task.Delay(random.Next(6));
                    await ResumeAsync(host, handle);
                    known.Enqueue(handle);
                    break;
                default:
                    known.Enqueue(handle);
                    break;
            }

            while (known.Count > 100) known.TryDequeue(out _);
        }
    }

    private static async Task<JobHandle<long>?> RetryAsync(WorkerHost host, JobHandle handle, bool fromStart)
    {
        if (await Task.WhenAny(handle.WaitAsync().AsTask(), Task.Delay(200)) is not Task<JobInfo>) return null; // It is deaf for a while.
        host.Ledger.Write($"retrying {handle.Id} {fromStart}");
        var retry = await handle.RetryAsync(new RetryOptions { FromStart = fromStart });
        host.Ledger.Write($"retried {handle.Id} {retry.JobId} {retry.Outcome}");
        return retry.Outcome == RetryOutcome.Retried ? host.Client.GetHandle<long>(retry.JobId) : null;
    }

    private static async Task ResumeAsync(WorkerHost host, JobHandle handle)
    {
        host.Ledger.Write($"resuming {handle.Id}");
        host.Ledger.Write($"resumed {handle.Id} {await handle.ResumeAsync()}");
    }
}
