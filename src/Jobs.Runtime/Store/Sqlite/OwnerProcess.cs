namespace Jobs.Store;

/// <summary>What the system says of the process that a card names. Only Linux tells, and only of this machine.</summary>
internal static class OwnerProcess
{
    /// <summary>Whether that process is stopped, by a signal or a debugger; it may go on at any time. False where nothing is known.</summary>
    public static bool IsStopped(OwnerCard card)
    {
        if (!OperatingSystem.IsLinux() || card.Host != Environment.MachineName) return false;
        try
        {
            // A thread that waits for a disk stops only when the disk has answered: every one is asked.
            return Directory.EnumerateDirectories($"/proc/{card.ProcessId}/task").All(thread => StateOf(File.ReadAllText(thread + "/stat")) is 'T' or 't');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false; // It has ended, or one of its threads.
        }
    }

    // "id (name) state …", and the name may hold anything.
    private static char StateOf(string stat) => stat.LastIndexOf(')') is >= 0 and var at && at + 2 < stat.Length ? stat[at + 2] : ' ';
}
