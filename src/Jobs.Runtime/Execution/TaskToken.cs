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

    private readonly TaskScope _scope;
    private TaskCompletionSource? _rest; // Made when the run first gives its slot away.
    private readonly ITimedTask _task;
    private IAttemptTimer? _timer; // The run's; null while the timeout stands still, or when there is none.
    private TimeSpan _left; // What is left of the timeout since _startedAt. The run's.
    private long _startedAt;
    private int _state; // Moved by compare-exchange, by the loop's timer and by the run.
    private volatile bool _hasEnded; // Written by the run, read by the timer of the grace: a later run of the task is not its to give up.

    public TaskToken(TaskScope scope, TimeSpan timeout, ITimedTask task, CancellationToken group)
    {
        _scope = scope;
        _task = task;
        _left = timeout;
        var hasTimeout = timeout > TimeSpan.Zero;
        if (!hasTimeout && !group.CanBeCanceled)
        {
            Token = scope.Cancellation;
            return;
        }

        _source = CancellationTokenSource.CreateLinkedTokenSource(scope.Cancellation, group);
        Token = _source.Token;
        if (hasTimeout) GoOn();
    }

    public CancellationToken Token { get; }

    /// <summary>Ends with the run's code. Asked by the run alone.</summary>
    public Task Rest => (_rest ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>The run's code has ended.</summary>
    public void EndRest() => _rest?.TrySetResult();

    public bool TimedOut => Volatile.Read(ref _state) == TimedOutState;

    public void Dispose()
    {
        _hasEnded = true;
        Interlocked.CompareExchange(ref _state, Over, Running);
        if (TimedOut) return; // The timer's callback may be about to cancel the source; the collector has it then.
        _timer?.Cancel();
        _source?.Dispose();
    }

    /// <summary>The timeout stands still: the task waits for a slot that it gave away.</summary>
    public void Stop()
    {
        if (_timer is null || TimedOut) return;
        _timer.Cancel();
        _timer = null;
        var left = _left - _scope.Port.Time.GetElapsedTime(_startedAt);
        _left = left > TimeSpan.Zero ? left : TimeSpan.FromTicks(1); // The timer was about to come: it comes after the wait.
    }

    /// <summary>The timeout runs, on what is left of it.</summary>
    public void GoOn()
    {
        if (_source is null || _left <= TimeSpan.Zero || _timer is not null || TimedOut) return;
        _startedAt = _scope.Port.Time.GetTimestamp();
        _timer = _scope.Port.After(_left, OnTimeout);
    }

    private void OnTimeout()
    {
        if (Interlocked.CompareExchange(ref _state, TimedOutState, Running) != Running) return;
        _scope.Port.RunUserCode(Cancel);
        _scope.Port.After(_scope.Port.StopGrace, () =>
        {
            if (!_hasEnded) _task.GiveUpAfterTimeout();
        });
    }

    private void Cancel() => _source!.Cancel();
}
