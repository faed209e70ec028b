namespace Jobs.TaskLoop;

/// <summary>What the loop's owner does once per turn, when the turn's tasks have run: dispatch what became ready, seal the batch.</summary>
internal interface ITurnEnd<TContext>
{
    /// <summary>Ends the turn; says how long the loop may wait for the next post: infinite until one comes, zero not at all.</summary>
    TimeSpan EndTurn(TContext context);
}
