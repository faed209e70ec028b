namespace Jobs.Execution;

/// <summary>
/// The token of one run of a task. Without a timeout or a group that fails fast it is the scope's own, and costs nothing.
/// </summary>
internal sealed class TaskToken : IDisposable
{
    private readonly CancellationTokenSource? _source;
    private const int Running = 0;
    private const int TimedOutState = 1;
    private const int Over = 2;

    private readonly IAttemptTimer? _timer;
    private int _state; // Moved by compare-exchange, by the loop's timer and by the run.
    private volatile bool _hasEnded; // Written by the run, read by the timer of the grace: a later run of the task is not its to give up.

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
        _timer = scope.Port.After(timeout, () =>
        {
            if (Interlocked.CompareExchange(ref _state, TimedOutState, Running) != Running) return;
            scope.Port.RunUserCode(Cancel);
            scope.Port.After(scope.Port.StopGrace, () =>
            {
                if (!_hasEnded) task.GiveUpAfterTimeout();
            });
        });
    }

    public CancellationToken Token { get; }

    public bool TimedOut => Volatile.Read(ref _state) == TimedOutState;

    public void Dispose()
    {
        _hasEnded = true;
        Interlocked.CompareExchange(ref _state, Over, Running);
        if (TimedOut) return; // The timer's callback may be about to cancel the source; the collector has it then.
        _timer?.Cancel();
        _source?.Dispose();
    }

    private void Cancel() => _source!.Cancel();
}
