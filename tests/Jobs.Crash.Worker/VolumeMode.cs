namespace Jobs.Crash.Worker;

/// <summary>
/// A host on a volume that its parent spoils. Does what standard input says, a line at a time, until it ends, and then
/// stops cleanly.
/// </summary>
internal static class VolumeMode
{
    private const int LoadBytes = 100_000;

    public static async Task<int> RunAsync(string store)
    {
        try
        {
            await using var host = await WorkerHost.StartAsync(store, tellsLogs: true);
            while (await Console.In.ReadLineAsync() is { Length: > 0 } line) await ObeyAsync(host, line.Split(' '));
        }
        catch (JobStoreException e)
        {
            new Ledger().Write($"refused {e.Fault} {e.Message}");
        }

        return 0;
    }

    private static async Task ObeyAsync(WorkerHost host, string[] words)
    {
        switch (words)
        {
            case ["submit", var count]:
                for (var i = int.Parse(count, System.Globalization.CultureInfo.InvariantCulture); i > 0; i--) await TrySubmitAsync(host, "");
                break;
            case ["fill"]:
                while (await TrySubmitAsync(host, new string('x', LoadBytes)))
                {
                }

                break;
            case ["open"]:
                host.Gate.Open();
                break;
            case ["await", var id]:
                host.Ledger.Write($"final {id} {(await host.Client.WaitAsync(JobId.Parse(id, null))).Status} 0");
                break;
        }
    }

    private static async Task<bool> TrySubmitAsync(WorkerHost host, string load)
    {
        try
        {
            var handle = await host.Client.SubmitAsync(new GatedJob { Load = load });
            host.Ledger.Write($"submitted - {handle.Id}");
            return true;
        }
        catch (JobStoreException e)
        {
            host.Ledger.Write($"refused {e.Fault} {e.Message}");
            return false;
        }
    }
}
