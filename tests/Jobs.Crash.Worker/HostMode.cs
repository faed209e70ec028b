namespace Jobs.Crash.Worker;

/// <summary>
/// Owns a store for other processes to speak with. A line "open" on standard input lets gate jobs end; the end of the input
/// stops it.
/// </summary>
internal static class HostMode
{
    public static async Task<int> RunAsync(string store)
    {
        try
        {
            await using var host = await WorkerHost.StartAsync(store);
            while (await Console.In.ReadLineAsync() is { } line)
            {
                if (line == "open") host.Gate.Open();
            }
        }
        catch (JobException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }

        return 0;
    }
}
