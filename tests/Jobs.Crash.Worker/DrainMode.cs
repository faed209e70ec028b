namespace Jobs.Crash.Worker;

/// <summary>The last life: repeats every submit, resumes what is paused, waits for all, tells how each ended, and stops cleanly.</summary>
internal static class DrainMode
{
    public static async Task<int> RunAsync(string store)
    {
        await using var host = await WorkerHost.StartAsync(store);
        var handles = new List<JobHandle<long>>();
        while (await Console.In.ReadLineAsync() is { Length: > 0 } line) handles.Add(await JobRecipe.Parse(line).SubmitAsync(host.Client, host.Ledger));
        foreach (var handle in handles)
        {
            host.Ledger.Write($"resuming {handle.Id}");
            await handle.ResumeAsync();
        }

        foreach (var handle in handles)
        {
            var id = handle.Id;
            for (var info = await handle.WaitAsync(); ; info = await host.Client.WaitAsync(id))
            {
                var result = info.Status == JobStatus.Completed ? $" {await host.Client.ResultAsync<long>(id)}" : $" 0 {info.Error?.Message}";
                host.Ledger.Write($"final {id} {info.Status}{result}");
                if (info.RetriedAs.IsNone) break;
                host.Ledger.Write($"retried {id} {info.RetriedAs} AlreadyRetried");
                id = info.RetriedAs;
                host.Ledger.Write($"resuming {id}");
                await host.Client.ResumeAsync(id);
            }
        }

        host.Ledger.Write("drained");
        return 0;
    }
}
