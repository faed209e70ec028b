using System.Globalization;

namespace Jobs.Crash.Worker;

/// <summary>One job of very many tasks. Every life repeats its submit, by token, and waits for its end.</summary>
internal static class MillionMode
{
    public static async Task<int> RunAsync(string store, int tasks, int holdFrom)
    {
        MillionJob.HoldFrom = holdFrom;
        await using var host = await WorkerHost.StartAsync(store);
        var handle = await host.Client.SubmitAsync(new MillionJob { Tasks = tasks }, new() { IdempotencyToken = "million" });
        var result = await handle.ResultAsync();
        host.Ledger.Write(string.Create(CultureInfo.InvariantCulture, $"final {handle.Id} Completed {result}"));
        return 0;
    }
}
