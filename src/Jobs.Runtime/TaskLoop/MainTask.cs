namespace Jobs.TaskLoop;

/// <summary>
/// A step that runs on the loop, alone: it may read and change the loop's state and must neither block nor call user code.
/// What is to happen next it says to <see cref="FollowUps{TContext}"/>.
/// </summary>
/// <typeparam name="TContext">The state that only the loop may touch.</typeparam>
internal abstract class MainTask<TContext>
{
    /// <summary>Does the step. An exception is told to the loop's owner, drops the follow-ups of this step and ends nothing else.</summary>
    /// <param name="context">The loop's state; not to be kept.</param>
    /// <param name="followUps">What is to come next; valid during this call only.</param>
    public abstract void Run(TContext context, FollowUps<TContext> followUps);
}
