namespace Jobs.Cli;

/// <summary>What the tool's exit tells a script. docs/cli.md lists them; a number never changes its meaning.</summary>
internal static class ExitCodes
{
    /// <summary>Done; what was asked about is well.</summary>
    public const int Done = 0;

    /// <summary>The answer is no: no such job, a job that ended without success, a command that came too late, a store that is not well.</summary>
    public const int No = 1;

    /// <summary>The words on the command line make no sense, or the job's input does not.</summary>
    public const int Usage = 2;

    /// <summary>The store cannot be used: missing, damaged, owned by one that does not answer.</summary>
    public const int Store = 3;

    /// <summary>Interrupted by Ctrl+C; what was sent stays.</summary>
    public const int Interrupted = 130;
}
