using System.Diagnostics;
using Jobs.Benchmarks.Measuring;
using Microsoft.Extensions.DependencyInjection;

namespace Jobs.Benchmarks.Priority;

/// <summary>High jobs, one after the other, on a host that is idle or full of low work: permits and slots.</summary>
internal sealed class PriorityContender(bool isFull, bool ofTask, int permits, int samples) : IContender
{
    public string Name => $"{(ofTask ? "first statement of its task" : "first statement")}, {(isFull ? $"{permits} low jobs" : "idle host")}";

    public async ValueTask<RunFigures> RunAsync(string folder)
    {
        var slots = Math.Max(2, Environment.ProcessorCount);
        var low = new LowWork(slots);
        await using var services = new ServiceCollection().AddSingleton(low).BuildServiceProvider();
        await using var host = await JobsHost.StartAsync(
            jobs =>
            {
                jobs.UseSqlite(Path.Combine(folder, "jobs.db")).AddJobsBenchmarksJobs();
                jobs.Configure(options =>
                {
                    options.Durability = Durability.Committed;
                    options.MaxRunningJobs = permits;
                });
                jobs.Pool("default", slots);
            },
            services);
        try
        {
            if (isFull)
            {
                // Twice as many as there are permits: what is given back is wanted.
                await host.Client.SubmitManyAsync(Enumerable.Repeat(new LowJob(), 2 * permits), new() { Priority = JobPriority.Low });
                await low.IsFull;
            }

            return await MeasureAsync(host.Client);
        }
        finally
        {
            low.IsOver = true;
        }
    }

    private async Task<RunFigures> MeasureAsync(IJobClient client)
    {
        var latencies = new TimeSpan[samples];
        var stretch = Stretch.Begin();
        for (var i = 0; i < samples; i++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            var high = await client.SubmitAsync(new HighJob { InTask = ofTask }, new() { Priority = JobPriority.High });
            latencies[i] = Stopwatch.GetElapsedTime(startedAt, await high.ResultAsync());
        }

        var figures = stretch.End();
        Array.Sort(latencies);
        return figures with { Latencies = latencies };
    }
}
