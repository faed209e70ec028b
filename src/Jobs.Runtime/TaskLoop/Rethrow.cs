using System.Runtime.ExceptionServices;

namespace Jobs.TaskLoop;

/// <summary>Brings an exception from beside the loop to the loop's fault handler, with its stack.</summary>
internal sealed class Rethrow<TContext>(Exception fault) : MainTask<TContext>
{
    public override void Run(TContext context, FollowUps<TContext> followUps) => ExceptionDispatchInfo.Throw(fault);
}
