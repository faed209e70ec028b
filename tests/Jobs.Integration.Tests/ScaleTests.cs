using System.Diagnostics;
using System.Globalization;
using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Jobs.Integration.Tests;

/// <summary>
/// Very many of one thing. The bounds are claims, the figures are said; eng/prove-scale takes a million of each.
/// </summary>
public sealed class ScaleTests(ITestOutputHelper output)
{
    private const long MiB = 1024 * 1024;

    private static readonly string? Wanted = Environment.GetEnvironmentVariable("JOBS_SCALE");

    private static readonly int Count = Wanted is { Length: > 0 } ? int.Parse(Wanted, CultureInfo.InvariantCulture) : 20_000;

    /// <summary>What may be as large as the number of jobs and tasks that were ever seen; all else has a bound of its own.</summary>
    private static long HeapMax(int bytesEach) => (32 * MiB) + ((long)bytesEach * Count);

    // The test platform blocks threads of the shared pool, on which a client's awaits go on: what is measured is the host.
    static ScaleTests() => ThreadPool.SetMinThreads(16, 16);

    [Fact]
    public async Task Tasks_OfOneJob_AreBoundedInMemoryAndDisturbNoOthers()
    {
        var meter = new ScaleMeter(Count);
        await using var test = await StartAsync(meter);
        await test.NudgeAsync();
        var before = ScaleMeter.LiveBytes();
        var clock = Stopwatch.StartNew();
        var handle = await test.SubmitAsync(new MillionJob { Tasks = Count });
        var beside = await BesideAsync(test, handle.ResultAsync().AsTask());
        Assert.Equal((long)Count * (Count - 1), await handle.ResultAsync());
        Say($"{Count:N0} tasks of one job in {clock.Elapsed.TotalSeconds:N1} s; {meter}");
        Say($"beside them {beside}; RSS peak {PeakMiB:N0} MiB");
        Assert.Equal(Count, meter.Runs);
        Assert.InRange(meter.HeapBytesMax - before, long.MinValue, HeapMax(128)); // Each task's arguments, identity and place; no result.
    }

    [Fact]
    public async Task Jobs_ThatAreQueued_AreBoundedInMemoryAndAllRun()
    {
        var meter = new ScaleMeter(Count);
        var (permits, historyMax) = (1, 10_000_000L);
        await using var test = await StartAsync(meter, jobs => (jobs.Options.MaxRunningJobs, jobs.Options.HistoryMaxCount) = (permits, historyMax));
        var blocker = await test.SubmitAsync(new DeafJob());
        await test.Probe.HeardAsync("deaf");
        var before = ScaleMeter.LiveBytes();
        var (middle, last) = await SubmitAsync(test, new());
        var grown = ScaleMeter.LiveBytes() - before;
        Say($"live heap {grown / MiB:N0} MiB more than before, RSS peak {PeakMiB:N0} MiB");
        Assert.InRange(grown, long.MinValue, HeapMax(0)); // The window, however many there are.

        var client = test.Client;
        await TimeAsync("a page of 1,000", async () => Assert.Equal(1000, (await client.QueryAsync(new JobQuery { Limit = 1000 })).Count));
        await TimeAsync("one from the middle", async () => Assert.Equal(1000, (await client.QueryAsync(new JobQuery { Limit = 1000, Status = JobStatus.Ready, Before = middle })).Count));
        await TimeAsync("one of a name that one job has", async () => Assert.Single(await client.QueryAsync(new JobQuery { Limit = 1000, Name = "deaf" })));
        await TimeAsync("one of failed jobs, which there are none of", async () => Assert.Empty(await client.QueryAsync(new JobQuery { Limit = 1000, Status = JobStatus.Failed })));
        await TimeAsync("pausing one", async () => Assert.Equal(CommandOutcome.Applied, await client.PauseAsync(middle)));
        await TimeAsync("resuming it", async () => Assert.Equal(CommandOutcome.Applied, await client.ResumeAsync(middle)));
        await TimeAsync("cancelling one, to its end", async () =>
        {
            Assert.Equal(CommandOutcome.Applied, await client.CancelAsync(last));
            Assert.Equal(JobStatus.Cancelled, (await client.WaitAsync(last)).Status);
        });

        await TimeAsync("a stop", () => test.StopAsync(TimeSpan.Zero));
        test.Probe.Open("deaf");
        permits = 64;
        before = ScaleMeter.LiveBytes();
        meter.Begin(0);
        await TimeAsync("a start, to the first result", async () =>
        {
            await test.StartHostAsync();
            await test.Client.WaitAsync(blocker.Id);
        });
        await TimeAsync("the others", () => UntilAsync(test, () => CountRows(test, "SELECT count(*) FROM job") == 0));
        Assert.Equal(Count - 1, meter.Runs);
        Say($"{meter}; RSS peak {PeakMiB:N0} MiB");
        Assert.InRange(meter.HeapBytesMax - before, long.MinValue, HeapMax(0));

        if (Wanted is null) return; // A minute passes before upkeep does without quiet.
        await test.StopAsync();
        historyMax = 100;
        await test.StartHostAsync();
        var clock = Stopwatch.StartNew();
        var pruned = Task.Run(() => SpinWait.SpinUntil(() => CountRows(test, "SELECT sum(n) FROM counter WHERE status >= 10") <= 1100, TimeSpan.FromMinutes(5)));
        var beside = await BesideAsync(test, pruned);
        Assert.True(await pruned);
        Say($"{Count:N0} rows of history pruned in {clock.Elapsed.TotalSeconds:N1} s; beside it {beside}");
    }

    [Fact]
    public async Task Jobs_ThatAreDueLater_AreBoundedInMemoryAndKeepNobodyWaiting()
    {
        await using var test = await StartAsync(new ScaleMeter(Count));
        await test.NudgeAsync();
        var before = ScaleMeter.LiveBytes();
        await SubmitAsync(test, new() { DueAt = DateTimeOffset.UtcNow.AddDays(1) });
        var grown = ScaleMeter.LiveBytes() - before;
        Say($"due tomorrow; live heap {grown / MiB:N0} MiB more than before");
        Assert.InRange(grown, long.MinValue, HeapMax(0));
        await test.StopAsync();
        await TimeAsync("a start beside them, to the first result", async () =>
        {
            await test.StartHostAsync();
            await test.NudgeAsync();
        });
        await TimeAsync("one that is due sooner than all of them", async () =>
            await test.ResultAsync(await test.SubmitAsync(new ReadyJob(), new() { DueAt = DateTimeOffset.UtcNow.AddMilliseconds(50) })));
    }

    [Fact]
    public async Task Tree_OfManyChildren_IsCancelledWhole()
    {
        await using var test = await StartAsync(new ScaleMeter(Count));
        var handle = await test.SubmitAsync(new CrowdJob { Children = Count / 10, AreLate = true });
        await UntilAsync(test, () => CountRows(test, "SELECT count(*) FROM job WHERE status = 2") == Count / 10);
        var clock = Stopwatch.StartNew();
        var told = TimeSpan.Zero;
        var beside = await BesideAsync(test, Task.Run(async () =>
        {
            await handle.CancelAsync();
            told = clock.Elapsed;
            await UntilAsync(test, () => CountRows(test, "SELECT n FROM counter WHERE status = 2") == 0);
        }));
        Say($"a tree of {Count / 10:N0} children told to end in {told.TotalMilliseconds:N0} ms, all ended in {clock.Elapsed.TotalMilliseconds:N0} ms; beside it {beside}");
        await UntilAsync(test, () => CountRows(test, "SELECT count(*) FROM job") == 0);
        Assert.Equal((Count / 10) + 1, CountRows(test, "SELECT n FROM counter WHERE status = 13"));
    }

    [Fact]
    public async Task Waiters_OfOneJob_AreAllAnswered()
    {
        await using var test = await StartAsync(new ScaleMeter(1));
        var handle = await test.SubmitAsync(new DeafJob());
        await test.Probe.HeardAsync("deaf");
        var clock = Stopwatch.StartNew();
        var waits = Enumerable.Range(0, Count / 10).Select(_ => handle.ResultAsync().AsTask()).ToArray();
        await test.NudgeAsync();
        test.Probe.Open("deaf");
        Assert.All(await Task.WhenAll(waits), r => Assert.Equal("deaf", r));
        Say($"{waits.Length:N0} who wait for one job: {clock.Elapsed.TotalMilliseconds:N0} ms");
    }

    [Fact]
    public async Task Dispatches_OfSingleTasks_AreAsManyAsOneLikes()
    {
        await using var test = await StartAsync(new ScaleMeter(Count / 10));
        var clock = Stopwatch.StartNew();
        Assert.Equal(Count / 10, await test.Client.ResultAsync<int>((await test.SubmitAsync(new CrowdJob { Singles = Count / 10 })).Id));
        Say($"{Count / 10:N0} tasks dispatched one by one: {clock.Elapsed.TotalMilliseconds:N0} ms");
    }

    [Fact]
    public async Task Children_OfOneJob_AreAsManyAsOneLikes()
    {
        await using var test = await StartAsync(new ScaleMeter(Count / 10));
        await test.NudgeAsync();
        var clock = Stopwatch.StartNew();
        var handle = await test.SubmitAsync(new CrowdJob { Children = Count / 10 });
        var beside = await BesideAsync(test, handle.ResultAsync().AsTask());
        Assert.Equal(Count / 10, await handle.ResultAsync());
        Say($"{Count / 10:N0} children of one job, awaited together: {clock.Elapsed.TotalMilliseconds:N0} ms; beside them {beside}");
    }

    private static long PeakMiB => Process.GetCurrentProcess().PeakWorkingSet64 / MiB;

    private async Task<(JobId Middle, JobId Last)> SubmitAsync(TestHost test, SubmitOptions options)
    {
        var clock = Stopwatch.StartNew();
        var handles = await test.Client.SubmitManyAsync(Enumerable.Range(0, Count).Select(n => new LeafJob { Number = n }), options);
        Say($"{Count:N0} jobs submitted in {clock.Elapsed.TotalSeconds:N1} s, {Count / clock.Elapsed.TotalSeconds:N0} a second");
        var ids = (handles[Count / 2].Id, handles[Count - 1].Id);
        handles = null;
        await Task.Yield(); // Else the frames below this one hold the handles while the heap is measured.
        return ids;
    }

    /// <summary>Looks again after each small job, which takes the loop and the store a turn.</summary>
    private static async Task UntilAsync(TestHost test, Func<bool> holds)
    {
        while (!holds()) await test.NudgeAsync();
    }

    private async Task TimeAsync(string what, Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        await act();
        Say($"{what}: {clock.Elapsed.TotalMilliseconds:N1} ms");
    }

    private static long CountRows(TestHost test, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={test.StoreFile};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private void Say(string line) => output.WriteLine($"scale: {line}");

    /// <summary>Submits a small job again and again until something has ended: how long each takes to its result.</summary>
    private static async Task<string> BesideAsync(TestHost test, Task until)
    {
        var times = new List<double>();
        var clock = new Stopwatch();
        do
        {
            clock.Restart();
            await (await test.Client.SubmitAsync(new ReadyJob())).ResultAsync();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        while (!until.IsCompleted);
        times.Sort();
        return $"{times.Count:N0} jobs from submit to result: p50 {times[times.Count / 2]:N1} ms, p99 {times[times.Count * 99 / 100]:N1} ms, longest {times[^1]:N1} ms";
    }

    private static Task<TestHost> StartAsync(ScaleMeter meter, Action<JobsBuilder>? configure = null) => TestHost.StartAsync(
        jobs =>
        {
            jobs.Options.Durability = Durability.Committed;
            configure?.Invoke(jobs);
        },
        services => services.AddSingleton(meter));
}
