namespace Jobs.TestKit.Time;

/// <summary>
/// A clock that moves only when a test says so. Timers fire inside <see cref="Advance"/>, on its caller, in order of their
/// due times and, at one time, in the order in which they were armed; the clock shows each timer its own due time.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    // Guards everything below. Callbacks run outside it: they arm timers and may wait for other threads that do.
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _armed = [];
    private readonly List<(int Count, TaskCompletionSource Source)> _waiters = [];
    private TimeSpan _elapsed;
    private DateTimeOffset _start;
    private long _armings;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public ManualTimeProvider(DateTimeOffset start) => _start = start.ToUniversalTime();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait to fire.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate) return _armed.Count;
        }
    }

    /// <summary>How long until the next timer fires, or null when none is armed.</summary>
    public TimeSpan? UntilNextTimer
    {
        get
        {
            lock (_gate) return _armed.Count == 0 ? null : _armed.Min(timer => timer.Due) - _elapsed;
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate) return _elapsed.Ticks;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _start + _elapsed;
    }

    /// <summary>Time passes: for durations, for the wall clock, and for timers.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan target;
        lock (_gate) target = _elapsed + by;
        while (TakeNextDue(target) is { } timer) timer.Fire();
    }

    /// <summary>Somebody sets the wall clock, forward or back. No time passes, so durations and timers are as they were.</summary>
    public void JumpWallClock(TimeSpan by)
    {
        lock (_gate) _start += by;
    }

    /// <summary>Completes when at least so many timers are armed: how a test knows that the code under test has begun to wait.</summary>
    public Task WhenArmedAsync(int count = 1)
    {
        lock (_gate)
        {
            if (_armed.Count >= count) return Task.CompletedTask;
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, source));
            return source.Task;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeNextDue(TimeSpan target)
    {
        lock (_gate)
        {
            var next = _armed.Where(timer => timer.Due <= target).OrderBy(timer => timer.Due).ThenBy(timer => timer.Arming).FirstOrDefault();
            if (next is null)
            {
                // A callback may itself have advanced the clock further.
                if (_elapsed < target) _elapsed = target;
                return null;
            }

            if (_elapsed < next.Due) _elapsed = next.Due;
            _armed.Remove(next);
            if (next.Period is { } period) Arm(next, period);
            return next;
        }
    }

    private void Arm(ManualTimer timer, TimeSpan after)
    {
        timer.Due = _elapsed + after;
        timer.Arming = _armings++;
        _armed.Add(timer);
        foreach (var waiter in _waiters.Where(waiter => waiter.Count <= _armed.Count).ToList())
        {
            _waiters.Remove(waiter);
            waiter.Source.SetResult();
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public TimeSpan Due { get; set; }

        public long Arming { get; set; }

        public TimeSpan? Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (_disposed) return false;
                clock._armed.Remove(this);
                Period = period <= TimeSpan.Zero ? null : period;
                // A due time of zero fires at the next Advance, even one by zero, and never inside this call.
                if (dueTime != Timeout.InfiniteTimeSpan) clock.Arm(this, dueTime);
                return true;
            }
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                clock._armed.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
