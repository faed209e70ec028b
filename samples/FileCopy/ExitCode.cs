namespace FileCopy;

/// <summary>What the program tells its caller. The numbers are documented in README.md and do not change.</summary>
internal static class ExitCode
{
    /// <summary>Everything is at the destination.</summary>
    public const int Success = 0;

    /// <summary>The copy ended, but something is missing at the destination; the summary names it.</summary>
    public const int SomeFailed = 1;

    /// <summary>The arguments make no sense, or the store cannot be used. Nothing was copied.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted by a signal. The store knows how far the copy is: the same arguments resume it.</summary>
    public const int Interrupted = 130;
}
