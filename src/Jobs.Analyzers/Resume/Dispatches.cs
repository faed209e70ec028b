using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>What a job's code starts through its context, as operations show it.</summary>
internal static class Dispatches
{
    /// <summary>
    /// <c>ctx.TaskDispatcher.X.Run(…)</c>. The struct that has <c>Run</c> is generated, so it is known by where it comes
    /// from: a member of a dispatcher.
    /// </summary>
    public static bool IsRun(this IInvocationOperation call, JobsContext jobs) => call.TargetMethod.Name == "Run" && call.IsOfDispatcher(jobs);

    /// <summary><c>group.ResultsAsync()</c>.</summary>
    public static bool IsResults(this IInvocationOperation call, JobsContext jobs) =>
        call.TargetMethod.Name == "ResultsAsync" && JobsContext.Is(call.TargetMethod.ContainingType, jobs.TaskGroup);

    /// <summary><c>child.ResultAsync()</c>.</summary>
    public static bool IsChildResult(this IInvocationOperation call, JobsContext jobs) =>
        call.TargetMethod.Name == "ResultAsync" && JobsContext.Is(call.TargetMethod.ContainingType, jobs.JobHandle);

    /// <summary><c>ctx.SubmitAsync(…)</c>.</summary>
    public static bool IsSubmit(this IInvocationOperation call, JobsContext jobs) =>
        call.TargetMethod.Name == "SubmitAsync" && JobsContext.Is(call.TargetMethod.ContainingType, jobs.JobContext);

    /// <summary>Whatever a job must await or enumerate: a task, a group, or something asynchronous of its context.</summary>
    public static bool IsWork(this IInvocationOperation call, JobsContext jobs) =>
        call.IsOfDispatcher(jobs)
        || call.IsResults(jobs)
        || (JobsContext.Is(call.TargetMethod.ContainingType, jobs.JobContext) && call.TargetMethod.ReturnType.Name is "Task" or "ValueTask");

    /// <summary>Short, for a message: <c>CopyFile.Many</c>, <c>ctx.CheckpointAsync</c>.</summary>
    public static string Display(this IInvocationOperation call) =>
        call.Instance is null ? call.TargetMethod.Name : $"{NameOf(call.Instance)}.{call.TargetMethod.Name}";

    /// <summary>What the operation is called, without what it is called on and with; an expression may be long.</summary>
    public static string NameOf(IOperation operation) => operation.WithoutConversions() switch
    {
        IMemberReferenceOperation member => member.Member.Name,
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IInvocationOperation call => $"{call.TargetMethod.Name}()",
        var other => other.Type?.Name ?? "it",
    };

    /// <summary>A member of <c>ctx.TaskDispatcher.X</c>.</summary>
    public static bool IsOfDispatcher(this IInvocationOperation call, JobsContext jobs) =>
        call.Instance?.WithoutConversions() is IMemberReferenceOperation { Instance: { } dispatcher } && JobsContext.Is(dispatcher.Type, jobs.TaskDispatcher);
}
