using Jobs.Benchmarks.Measuring;
using Microsoft.Data.Sqlite;
using Quartz;

namespace Jobs.Benchmarks.Lifecycle;

/// <summary>
/// Quartz.NET in the settings that were its fastest here: 50 threads that acquire 50 triggers at a time, jobs scheduled one
/// by one in RAM (the scheduler then runs beside the loop) and in one call on SQLite (one transaction). The clock stops when
/// the last job has run, before Quartz has tidied up after it: in its favour.
/// </summary>
internal sealed class QuartzContender(bool inRam, int jobs) : IContender
{
    private const int Threads = 50;

    private static int _serial; // schedulers made so far: each needs a name of its own in the process

    public string Name => inRam ? "Quartz.NET, RAM" : "Quartz.NET, SQLite FULL";

    public async ValueTask<RunFigures> RunAsync(string folder)
    {
        var file = Path.Combine(folder, "quartz.db");
        var scheduler = await QuartzSchedulerBuilder.Create(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = $"bench{Interlocked.Increment(ref _serial)}";
                options.MaxBatchSize = Threads;
            }).UseDefaultThreadPool(maxConcurrency: Threads);
            if (inRam) quartz.UseInMemoryStore();
            else quartz.UsePersistentStore(store => { store.UseSqlite($"Data Source={file}"); store.ProvisionSchema(); });
        }).BuildScheduler();
        if (!inRam) await UseWriteAheadLogAsync(file);
        await scheduler.Start();
        var allRan = CountingJob.Expect(jobs);

        var stretch = Stretch.Begin();
        if (inRam) await ScheduleOneByOneAsync(scheduler);
        else await scheduler.ScheduleJobs(Enumerable.Range(0, jobs).Select(Describe).ToDictionary(pair => pair.Job, pair => pair.Triggers));
        await allRan;
        var figures = stretch.End();

        await scheduler.Shutdown(waitForJobsToComplete: true);
        SqliteConnection.ClearAllPools();
        return figures;
    }

    private async Task ScheduleOneByOneAsync(IScheduler scheduler)
    {
        for (var number = 0; number < jobs; number++)
        {
            var (job, triggers) = Describe(number);
            await scheduler.ScheduleJob(job, triggers.First());
        }
    }

    private static (IJobDetail Job, IReadOnlyCollection<ITrigger> Triggers) Describe(int number)
    {
        var job = JobBuilder.Create<CountingJob>().WithIdentity($"j{number}").UsingJobData("number", number).Build();
        return (job, [TriggerBuilder.Create().ForJob(job).StartNow().Build()]);
    }

    private static async Task UseWriteAheadLogAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL";
        await command.ExecuteNonQueryAsync();
    }
}
