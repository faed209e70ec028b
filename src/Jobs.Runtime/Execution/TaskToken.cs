namespace Jobs.Execution;

/// <summary>
/// The token of one run of a task. Without a timeout or a group that fails fast it is the scope's own, and costs nothing.
/// </summary>
internal sealed class TaskToken : IDisposable
{
    private readonly CancellationTokenSource? _source;
    private int _state; // 0 running, 1 timed out, 2 over; moved by compare-exchange, by the loop's timer and the run.

    public TaskToken(TaskScope scope, TimeSpan timeout, ITimedTask task, CancellationToken group)
    {
        var hasTimeout = timeout > TimeSpan.Zero;
        if (!hasTimeout && !group.CanBeCanceled)
        {
            Token = scope.Cancellation;
            return;
        }

        _source = CancellationTokenSource.CreateLinkedTokenSource(scope.Cancellation, group);
        Token = _source.Token;
        if (!hasTimeout) return;
        scope.Port.After(timeout, () =>
        {
            if (Interlocked.CompareExchange(ref _state, 1, 0) != 0) return;
            scope.Port.RunUserCode(Cancel);
            scope.Port.After(scope.Port.StopGrace, task.GiveUpAfterTimeout);
        });
    }

    public CancellationToken Token { get; }

    public bool TimedOut => Volatile.Read(ref _state) == 1;

    public void Dispose()
    {
        Interlocked.CompareExchange(ref _state, 2, 0);
        if (!TimedOut) _source?.Dispose(); // Else the timer's callback may be about to cancel it; the collector has it then.
    }

    private void Cancel() => _source!.Cancel();
}
