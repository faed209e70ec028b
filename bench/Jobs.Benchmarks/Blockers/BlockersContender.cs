using System.Diagnostics;
using Jobs.Benchmarks.Lifecycle;
using Jobs.Benchmarks.Measuring;
using Microsoft.Extensions.DependencyInjection;

namespace Jobs.Benchmarks.Blockers;

/// <summary>One kind of blocked code, and one of what is measured beside it: each sample awaits the one before.</summary>
internal sealed class BlockersContender(BlockedCode code, int blockers, int samples, bool isOfTimers) : IContender
{
    public string Name => $"{(isOfTimers ? "timer" : "acknowledgement")}, {code switch
    {
        BlockedCode.None => "nothing blocked",
        BlockedCode.Jobs => $"{blockers} jobs blocked",
        _ => $"{blockers} tasks blocked",
    }}";

    public async ValueTask<RunFigures> RunAsync(string folder)
    {
        using var block = new ThreadBlock(blockers);
        await using var services = new ServiceCollection().AddSingleton(block).BuildServiceProvider();
        await using var host = await JobsHost.StartAsync(
            jobs =>
            {
                jobs.UseSqlite(Path.Combine(folder, "jobs.db")).AddJobsBenchmarksJobs();
                jobs.Configure(options =>
                {
                    options.Durability = Durability.Committed;
                    options.MaxRunningJobs = 2 * blockers;
                });
                jobs.Pool("default", blockers);
            },
            services);
        try
        {
            if (code != BlockedCode.None)
            {
                var job = new BlockingJob { InTask = code == BlockedCode.Tasks };
                await host.Client.SubmitManyAsync(Enumerable.Repeat(job, blockers));
                await block.AllBlock;
            }

            return await MeasureAsync(host.Client);
        }
        finally
        {
            block.Open();
        }
    }

    private async Task<RunFigures> MeasureAsync(IJobClient client)
    {
        var latencies = new TimeSpan[samples];
        var stretch = Stretch.Begin();
        for (var i = 0; i < samples; i++) latencies[i] = await SampleAsync(client, i);
        var figures = stretch.End();
        Array.Sort(latencies);
        return figures with { Latencies = latencies };
    }

    private async Task<TimeSpan> SampleAsync(IJobClient client, int number)
    {
        if (isOfTimers) return await (await client.SubmitAsync(new NappingJob())).ResultAsync();
        var startedAt = Stopwatch.GetTimestamp();
        await client.SubmitAsync(new NoOpJob { Number = number });
        return Stopwatch.GetElapsedTime(startedAt);
    }
}
