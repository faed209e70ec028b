using Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace FileCopy;

/// <summary>One start of the program: opens the store, finds the copy or submits it, shows it, and waits for its end.</summary>
internal sealed class CopySession(CopySettings settings, TextWriter output, TextWriter error)
{
    /// <summary>How long a stop may take to save the job's state before the rest is left to the next start's recovery.</summary>
    private static readonly TimeSpan StopTimeMax = TimeSpan.FromSeconds(30);

    private readonly CopyMonitor _monitor = new();

    public async Task<int> RunAsync()
    {
        using var interrupt = new InterruptSignal();
        try
        {
            using var log = new TaskLog(settings.TaskLog);
            await using var services = new ServiceCollection()
                .AddSingleton(new FileCopier(_monitor, log, settings.Latency))
                .BuildServiceProvider();
            Directory.CreateDirectory(Path.GetDirectoryName(settings.Store)!);
            await using var host = await JobsHost.StartAsync(
                jobs =>
                {
                    jobs.UseSqlite(settings.Store).Configure(options => options.StoreReserveBytes = 0); // A result that finds no room costs one look at a file.
                    jobs.AddFileCopyJobs();
                    jobs.Pool("files", settings.Slots);
                },
                services,
                interrupt.Token);
            return await CopyAsync(host, interrupt);
        }
        catch (Exception e) when (e is JobStoreException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"FileCopy: {e.Message}");
            return ExitCode.Usage;
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private async Task<int> CopyAsync(JobsHost host, InterruptSignal interrupt)
    {
        // Recovery has already put a copy that was cut short back to work; the key finds it. Only without one is a new job made.
        var handle = await host.Client.SubmitAsync(
            new FileCopyJob { Source = settings.Source, Destination = settings.Destination },
            new() { Key = settings.Key, Retry = RetryPolicy.None }, // Whoever started the program is there to start it again.
            interrupt.Token);
        try
        {
            JobInfo end;
            await using (ProgressDisplay.Show(host.Subscribe(handle.Id), _monitor, output))
                end = await handle.WaitAsync(interrupt.Token);

            if (end.Status != JobStatus.Completed) return await SayFailedAsync(end);
            var report = await handle.ResultAsync(CancellationToken.None);
            await new Summary(report, _monitor, settings).WriteAsync(output);
            return report.Failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            await output.WriteLineAsync("Interrupted: saving how far the copy is. Once more to quit at once.");
            await host.StopAsync(TimeSpan.Zero, StopTimeMax);
            await output.WriteLineAsync("Saved. Start it again with the same arguments to go on.");
            return ExitCode.Interrupted;
        }
    }

    private async Task<int> SayFailedAsync(JobInfo end)
    {
        await error.WriteLineAsync($"FileCopy: the copy ended as {end.Status}: {Printable.Text(end.Error?.Message ?? "no reason is known")}");
        return ExitCode.SomeFailed;
    }
}
