namespace Jobs.Crash.Worker;

/// <summary>
/// Fifty jobs, and one beside them whose first statement kills the process. Every life repeats all submits, by token, and
/// waits for all; the one that survives tells how they ended.
/// </summary>
internal static class PoisonMode
{
    private const int Neighbours = 50;

    public static async Task<int> RunAsync(string store, string way)
    {
        await using var host = await WorkerHost.StartAsync(store);
        var handles = new List<JobHandle>();
        for (var i = 0; i < Neighbours; i++) handles.Add(await new JobRecipe($"neighbour-{i}", "sum", 20, i).SubmitAsync(host.Client, host.Ledger));
        var poison = await host.Client.SubmitAsync(new PoisonJob { Way = way }, new() { IdempotencyToken = "poison" });
        host.Ledger.Write($"submitted poison {poison.Id}");
        handles.Add(poison);
        foreach (var handle in handles) host.Ledger.Write($"final {handle.Id} {(await handle.WaitAsync()).Status} 0");
        host.Ledger.Write("drained");
        return 0;
    }
}
