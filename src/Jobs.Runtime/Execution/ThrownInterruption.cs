namespace Jobs.Execution;

/// <summary>Looks in what user code threw for the interruption that it was told: code wraps what it catches.</summary>
internal static class ThrownInterruption
{
    /// <summary>Exceptions looked at; beyond it a tree is no wrapping any more.</summary>
    private const int SeenMax = 256;

    /// <summary>Whether an exception is an interruption, or carries one at any depth.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="byToken">Whether the interruption fired tokens, so that any cancellation may be its doing; else only its own exception is.</param>
    public static bool IsIn(Exception exception, bool byToken)
    {
        var left = new Stack<Exception>();
        left.Push(exception);
        for (var seen = 0; seen < SeenMax && left.TryPop(out var e); seen++)
        {
            if (e is JobInterruptedException || (byToken && e is OperationCanceledException)) return true;
            if (e is AggregateException many)
            {
                foreach (var inner in many.InnerExceptions) left.Push(inner);
            }
            else if (e.InnerException is { } inner)
            {
                left.Push(inner);
            }
        }

        return false;
    }
}
