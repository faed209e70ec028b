namespace Jobs.Runtime.Tests.Store;

/// <summary>A clock with timers that moves when a test says so.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private readonly List<(TimeSpan Wait, TaskCompletionSource Source)> _watchers = [];
    private long _now = StoreDriver.Start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _now), TimeSpan.Zero);

    /// <summary>Completes once some timer is set to fire within this time.</summary>
    public Task WhenArmedFor(TimeSpan wait)
    {
        lock (_gate)
        {
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((wait + TimeSpan.FromMilliseconds(1), source));
            Notify();
            return source.Task;
        }
    }

    public void Advance(TimeSpan by)
    {
        List<Alarm> due;
        lock (_gate)
        {
            _now += by.Ticks;
            due = _alarms.FindAll(a => a.DueAt <= _now);
            foreach (var alarm in due) alarm.DueAt = alarm.Period == Timeout.InfiniteTimeSpan ? long.MaxValue : _now + alarm.Period.Ticks;
        }

        foreach (var alarm in due) alarm.Ring();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        lock (_gate) _alarms.Add(alarm);
        alarm.Change(dueTime, period);
        return alarm;
    }

    private void Notify()
    {
        foreach (var watcher in _watchers.FindAll(w => _alarms.Exists(a => a.DueAt != long.MaxValue && a.DueAt - _now <= w.Wait.Ticks)))
        {
            _watchers.Remove(watcher);
            watcher.Source.SetResult();
        }
    }

    private sealed class Alarm(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public long DueAt { get; set; } = long.MaxValue;

        public TimeSpan Period { get; private set; } = Timeout.InfiniteTimeSpan;

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock._now + dueTime.Ticks;
                Period = period;
                clock.Notify();
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate) clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
