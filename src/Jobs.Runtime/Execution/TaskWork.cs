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

    private TaskTurn? _returned; // From TryStart to RunAsync, which one runner calls one after the other.

    /// <summary>Guarded by the scope's gate.</summary>
    public TaskWorkState State { get; set; }

    /// <summary>Runs of it whose code has not ended: two for a moment, when it is tried again while services of the last run are disposed. Guarded by the scope's gate.</summary>
    public int RunsUnderWay { get; set; }

    /// <summary>Whether it was given up while its code ran. Guarded by the scope's gate.</summary>
    public bool IsGivenUp { get; set; }

    /// <summary>Set while it waits for a slot again, which it gave away. Guarded by the scope's gate.</summary>
    public TaskTurn? Turn { get; private set; }

    public bool TryStart() => Scope.TryStart(this);

    /// <summary>It gets the slot that it waits for; false when it does not wait for one any more. Under the scope's gate.</summary>
    public bool TryReturn_NeedsGate()
    {
        _returned = Turn;
        Turn = null;
        return _returned is not null;
    }

    /// <summary>Starts it, or lets it go on after it gave its slot away.</summary>
    public ValueTask RunAsync()
    {
        if (_returned is not { } turn) return StartAsync();
        _returned = null;
        turn.HasCome.TrySetResult();
        return new ValueTask(turn.Rest);
    }

    /// <summary>Runs the task's code from its beginning.</summary>
    protected abstract ValueTask StartAsync();

    /// <summary>
    /// Gives the slot to a task of a higher priority that waits for one, and returns with a slot again, by turn. A token that
    /// fires ends the wait at once, without a slot: what is left is to stop. Time spent so does not count against the timeout.
    /// </summary>
    protected async ValueTask GiveWayAsync(SlotSource source, TaskToken token)
    {
        token.Token.ThrowIfCancellationRequested();
        var turn = new TaskTurn(token.Rest);
        lock (Scope.Gate)
        {
            if (State != TaskWorkState.Running || Turn is not null) return; // Given up, or asked from two threads of the task at once.
            Turn = turn;
        }

        if (!source.GiveWay(this))
        {
            lock (Scope.Gate) Turn = null;
            return;
        }

        token.Stop();
        try
        {
            await using var cancelling = token.Token.UnsafeRegister(_ => StopWaiting(source, turn), null).ConfigureAwait(true);
            await turn.HasCome.Task.ConfigureAwait(true);
        }
        finally
        {
            token.GoOn();
        }

        token.Token.ThrowIfCancellationRequested();
    }

    private void StopWaiting(SlotSource source, TaskTurn turn)
    {
        source.Withdraw(this);
        lock (Scope.Gate)
        {
            if (ReferenceEquals(Turn, turn)) Turn = null;
        }

        turn.HasCome.TrySetResult();
    }

    /// <summary>A defect of ours: user code is contained further in. The task is given back as if it had never run.</summary>
    public void OnCrashed(Exception fault)
    {
        if (Scope.TryEnd(this)) Scope.Settle(this);
    }
}

/// <summary>A task's wait for a slot after it gave one away.</summary>
/// <param name="rest">Ends with the run's code: the slot is needed until then, or until it is given away again.</param>
internal sealed class TaskTurn(Task rest)
{
    /// <summary>Ends when it has a slot, or needs none any more.</summary>
    public TaskCompletionSource HasCome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Rest => rest;
}
