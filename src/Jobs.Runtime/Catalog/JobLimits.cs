namespace Jobs;

/// <summary>
/// The bounds on what is stored, in one place. What is larger belongs in a file whose path is the input. Checked where the
/// value is handed over, so that the error has the caller's stack.
/// </summary>
public sealed record JobLimits
{
    /// <summary>The defaults.</summary>
    public static JobLimits Default { get; } = new();

    /// <summary>The input of a job. Default 1 MiB.</summary>
    public int InputBytesMax { get; init; } = 1024 * 1024;

    /// <summary>A snapshot of the state, journaled parts not counted. Default 16 MiB.</summary>
    public int StateBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>One entry of the journal: the changes, or all items when folded. Default 64 MiB.</summary>
    public int JournalEntryBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>The result of a job or task. Default 256 KiB.</summary>
    public int ResultBytesMax { get; init; } = 256 * 1024;

    /// <summary>The arguments of a task. Default 64 KiB.</summary>
    public int ArgumentsBytesMax { get; init; } = 64 * 1024;

    /// <summary>The tasks that one attempt may dispatch. Default 1,000,000.</summary>
    public int TasksPerJobMax { get; init; } = 1_000_000;

    /// <summary>Characters of a job's or task's key. Default 256.</summary>
    public int KeyLengthMax { get; init; } = 256;

    /// <summary>Tags of a job. Default 32.</summary>
    public int TagsMax { get; init; } = 32;

    /// <summary>Characters of a tag's name. Default 64.</summary>
    public int TagNameLengthMax { get; init; } = 64;

    /// <summary>Characters of a tag's value. Default 256.</summary>
    public int TagValueLengthMax { get; init; } = 256;

    /// <summary>
    /// Task outcomes of one job that may be on their way to the store, beside those that run. Default 64. With the slots of
    /// the pool it bounds what a crash can make run again.
    /// </summary>
    public int UnacknowledgedOutcomesMax { get; init; } = 64;
}
