using Jobs.Analyzers.Resume;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Code;

/// <summary>Where a job saves, and where an interruption can surface.</summary>
internal static class Interruptions
{
    /// <summary><c>ctx.CheckpointAsync()</c> or <c>ctx.CheckpointIfDueAsync()</c>.</summary>
    public static bool IsCheckpoint(this IOperation operation, JobsContext jobs) =>
        MemberOfContext(operation, jobs) is "CheckpointAsync" or "CheckpointIfDueAsync";

    /// <summary>
    /// Whether a checkpoint is made there, or may be: the context is handed to code that is not looked into, which may save.
    /// </summary>
    public static bool MayCheckpoint(this IOperation operation, JobCode code) =>
        operation.IsCheckpoint(code.Jobs) || IsHandedOut(operation, code);

    /// <summary>Whether an interruption surfaces there, or may.</summary>
    public static bool MayInterrupt(this IOperation operation, JobCode code) =>
        MemberOfContext(operation, code.Jobs) is "CheckpointAsync" or "CheckpointIfDueAsync" or "ThrowIfInterrupted" or "SleepAsync" or "SubmitAsync"
        || operation is IForEachLoopOperation { IsAsynchronous: true } loop && JobsContext.Is(loop.Collection.WithoutConversions().Type, code.Jobs.TaskGroup)
        || operation is IInvocationOperation call && (call.IsOfDispatcher(code.Jobs) || call.IsResults(code.Jobs) || call.IsChildResult(code.Jobs))
        || IsHandedOut(operation, code);

    private static string? MemberOfContext(IOperation operation, JobsContext jobs) => operation switch
    {
        IInvocationOperation { Instance: { } instance } call when JobsContext.Is(instance.Type, jobs.JobContext) => call.TargetMethod.Name,
        IMethodReferenceOperation { Instance: { } instance } reference when JobsContext.Is(instance.Type, jobs.JobContext) => reference.Method.Name,
        _ => null,
    };

    private static bool IsHandedOut(IOperation operation, JobCode code) =>
        operation is IArgumentOperation { Value: var value } argument && JobsContext.Is(value.WithoutConversions().Type, code.Jobs.JobContext)
        // What a delegate leads to may be more than what is known of it.
        && !(argument.Parent is { } call && code.CalleeOf(call) is { Method.MethodKind: not MethodKind.DelegateInvoke });
}
