using System.Runtime.InteropServices;

namespace Jobs.Remote.Tests.Kit;

/// <summary>Signals to processes that a test started.</summary>
internal static partial class Signal
{
    private const int Terminal = 2;
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>SIGSTOP: the process lives, holds what it holds, and does nothing.</summary>
    /// <remarks>Returns when all of its threads have stopped: one that waits for a disk does so when the disk has answered.</remarks>
    public static void Freeze(int process)
    {
        Assert.Equal(0, Kill(process, Stop));
        while (!Directory.EnumerateDirectories($"/proc/{process}/task").All(HasStopped)) Thread.Yield();
    }

    private static bool HasStopped(string thread)
    {
        try
        {
            var stat = File.ReadAllText(thread + "/stat");
            return stat[stat.LastIndexOf(')') + 2] == 'T';
        }
        catch (IOException)
        {
            return true; // It has ended.
        }
    }

    /// <summary>SIGCONT.</summary>
    public static void Thaw(int process) => Assert.Equal(0, Kill(process, Continue));

    /// <summary>SIGINT, as Ctrl+C.</summary>
    public static void Interrupt(int process) => Assert.Equal(0, Kill(process, Terminal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
