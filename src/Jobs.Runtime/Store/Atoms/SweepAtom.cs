namespace Jobs.Store;

/// <summary>
/// One stretch of the oldest unfinished command: it is written into so many rows of its tree, and they are no longer kept back.
/// Always Applied; without an unfinished command it does nothing.
/// </summary>
internal sealed class SweepAtom : Atom
{
    /// <summary>Answer: what the command asked.</summary>
    public JobCommand Command { get; set; }

    /// <summary>Answer: the rows that it came to, with their flags as they are by all commands, later ones that are unfinished included.</summary>
    public IReadOnlyList<StoredJob> Affected { get; set; } = [];

    /// <summary>Answer: whether a command is unfinished, this or another.</summary>
    public bool HasMore { get; set; }
}
