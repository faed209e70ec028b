namespace Jobs.Store;

/// <summary>
/// An attempt of a job with crashes against it has reached a wait for a child, or a sleep: one crash is taken back. Not all
/// of them, because the next attempt reaches the same wait: see docs/decisions/0007. Applies while the attempt's fence is valid.
/// </summary>
internal sealed class WaitAtom : Atom
{
    public required long Fence { get; init; }
}
