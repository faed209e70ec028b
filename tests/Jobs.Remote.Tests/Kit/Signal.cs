using System.Runtime.InteropServices;

namespace Jobs.Remote.Tests.Kit;

/// <summary>Signals to processes that a test started.</summary>
internal static partial class Signal
{
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>SIGSTOP: the process lives, holds what it holds, and does nothing.</summary>
    public static void Freeze(int process) => Assert.Equal(0, Kill(process, Stop));

    /// <summary>SIGCONT.</summary>
    public static void Thaw(int process) => Assert.Equal(0, Kill(process, Continue));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
