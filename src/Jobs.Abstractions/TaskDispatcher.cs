using System.ComponentModel;
using Jobs.CompilerServices;

namespace Jobs;

/// <summary>The base of the generated dispatchers: <c>ctx.TaskDispatcher</c> has a member for each task of the job.</summary>
public abstract class TaskDispatcher
{
    /// <summary>For generated code.</summary>
    protected TaskDispatcher(JobExecution execution) => Execution = execution;

    /// <summary>The attempt behind this dispatcher.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected JobExecution Execution { get; }
}
