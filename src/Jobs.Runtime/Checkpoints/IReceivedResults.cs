namespace Jobs.Checkpoints;

/// <summary>The task results that the author's loop has received and no checkpoint covers yet.</summary>
internal interface IReceivedResults
{
    /// <summary>Takes them out, for a checkpoint that will cover them.</summary>
    IReadOnlyList<long> Take();

    /// <summary>That checkpoint was refused: a later one is to cover them.</summary>
    void PutBack(IReadOnlyList<long> results);
}
