using Converted;
using Jobs.Integration.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Jobs.Integration.Tests.Conversions;

/// <summary>
/// Each class that became a job by its diagnostics is run through, and run again with a pause in the middle: after the next
/// checkpoint its attempt ends, and another goes on. Both come to the same, and do the same, once.
/// </summary>
public sealed class ConvertedJobTests
{
    private static readonly string[] s_items = ["a", "bb", "ccc", "dddd", "eeeee"];

    [Fact]
    public Task MailDigest_Resumed_SendsEachOnce() => SameOutcome(() => new MailDigest { Subscribers = [.. s_items] }, 3);

    [Fact]
    public Task InvoiceRun_Resumed_BillsEachOnce() => SameOutcome(() => new InvoiceRun { Customers = s_items, Month = 7 }, 3);

    [Fact]
    public Task Thumbnails_Resumed_ShrinksEachOnce() => SameOutcome(() => new Thumbnails { Pictures = s_items }, 3);

    [Fact]
    public Task NightlyCleanup_Resumed_DeletesEachOnce() => SameOutcome(() => new NightlyCleanup { Folder = "tmp" }, 3);

    [Fact]
    public Task CsvImport_Resumed_InsertsEachOnce() => SameOutcome(() => new CsvImport { Path = "x.csv" }, 3);

    [Fact]
    public Task Crawler_Resumed_ReadsEachOnce() => SameOutcome(() => new Crawler { Start = "s" }, 3);

    [Fact]
    public Task Backup_Resumed_CopiesEachOnce() => SameOutcome(() => new Backup { Files = s_items, Target = "/mnt" }, 3);

    [Fact]
    public Task WordReport_Resumed_OpensEachOnce() => SameOutcome(
        () => new WordReport { Books = s_items }, 3,
        totals => $"{totals.Words}: {string.Join(", ", totals.Sections.Select(section => $"{section.Book} {section.Words}"))}");

    private static async Task SameOutcome<T>(Func<IJob<T>> job, int pauseAtCall, Func<T, string>? words = null)
    {
        var straight = await RunAsync(job(), new World(), isPaused: false);
        var resumed = await RunAsync(job(), new World { When = pauseAtCall }, isPaused: true);

        Assert.Equal(words?.Invoke(straight.Result) ?? $"{straight.Result}", words?.Invoke(resumed.Result) ?? $"{resumed.Result}");
        Assert.Equal(straight.Done.Order(StringComparer.Ordinal), resumed.Done.Order(StringComparer.Ordinal));
    }

    private static async Task<(T Result, IReadOnlyCollection<string> Done)> RunAsync<T>(IJob<T> job, World world, bool isPaused)
    {
        await using var test = await TestHost.StartAsync(
            jobs => jobs.Options.CheckpointInterval = TimeSpan.Zero,
            services => services
                .AddSingleton<IMailbox>(world).AddSingleton<ILedger>(world).AddSingleton<IImages>(world).AddSingleton<IFolders>(world)
                .AddSingleton<ITable>(world).AddSingleton<IWeb>(world).AddSingleton<IDisk>(world).AddSingleton<ILibrary>(world));
        var submitted = new TaskCompletionSource<JobHandle<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.AtCall = async () =>
        {
            var handle = await submitted.Task;
            Assert.Equal(CommandOutcome.Applied, await handle.PauseAsync(TestHost.Hang));
            paused.SetResult();
        };
        submitted.SetResult(await test.Client.SubmitAsync(job));
        var running = await submitted.Task;
        if (isPaused)
        {
            await paused.Task.WaitAsync(TestHost.Hang);

            // A restart ends the attempt for certain: what goes on is another, from the checkpoint.
            await test.RestartAsync();
            Assert.Equal(CommandOutcome.Applied, await test.Client.ResumeAsync(running.Id, TestHost.Hang));
        }

        return (await test.Client.ResultAsync<T>(running.Id, TestHost.Hang), world.Done);
    }
}
