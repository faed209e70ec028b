using Jobs.CompilerServices;
using Jobs.WorkerPool;

namespace Jobs.Execution;

/// <summary>Where one dispatched task is. Changed under its scope's gate.</summary>
internal enum TaskWorkState
{
    /// <summary>In its pool's queue.</summary>
    Queued,

    /// <summary>Its code runs.</summary>
    Running,

    /// <summary>It failed and waits to be tried again.</summary>
    Delayed,

    /// <summary>Its end is decided; later ends are ignored.</summary>
    Ended,
}

/// <summary>One dispatched task, as its pool sees it.</summary>
internal abstract class TaskWork(TaskScope scope, JobTaskDescriptor task) : IWorkItem
{
    public TaskScope Scope { get; } = scope;

    public JobTaskDescriptor Task { get; } = task;

    /// <summary>Guarded by the scope's gate.</summary>
    public TaskWorkState State { get; set; }

    /// <summary>Runs of it whose code has not ended: two for a moment, when it is tried again while services of the last run are disposed. Guarded by the scope's gate.</summary>
    public int RunsUnderWay { get; set; }

    /// <summary>Whether it was given up while its code ran. Guarded by the scope's gate.</summary>
    public bool IsGivenUp { get; set; }

    public bool TryStart() => Scope.TryStart(this);

    public abstract ValueTask RunAsync();

    /// <summary>A defect of ours: user code is contained further in. The task is given back as if it had never run.</summary>
    public void OnCrashed(Exception fault)
    {
        if (Scope.TryEnd(this)) Scope.Settle(this);
    }
}
