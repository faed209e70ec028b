using System.ComponentModel;

namespace Jobs.CompilerServices;

/// <summary>How much of a fold one journal entry may carry, over all journaled members of a job. Not thread-safe.</summary>
/// <param name="bytes">Bytes of JSON; what is begun below it is finished.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FoldBudget(int bytes)
{
    /// <summary>What is left; zero or less when it is used up.</summary>
    public int BytesLeft { get; private set; } = bytes;

    internal void Use(int used) => BytesLeft -= used;
}
