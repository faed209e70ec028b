namespace Jobs.Crash.Worker;

/// <summary>
/// Owns a store for other processes to speak with. A line "open" on standard input lets gate jobs end; the end of the input
/// stops it.
/// </summary>
internal static class HostMode
{
    public static async Task<int> RunAsync(string store, bool isStamped = false)
    {
        try
        {
            await using var host = await WorkerHost.StartAsync(store, isStamped: isStamped);
            var lost = host.Jobs.StoreLost;
            var obeying = Task.Run(() => Obey(host)); // The console reads on whatever thread asks.
            if (await Task.WhenAny(lost, obeying) == lost) return WorkerHost.TellLoss(await lost);
        }
        catch (JobException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }

        return 0;
    }

    private static void Obey(WorkerHost host)
    {
        while (Console.In.ReadLine() is { } line)
        {
            if (line == "open") host.Gate.Open();
        }
    }
}
