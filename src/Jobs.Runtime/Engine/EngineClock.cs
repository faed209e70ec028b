using Jobs.Scheduling;

namespace Jobs.Engine;

/// <summary>
/// The loop's timers. Durations run on a monotonic scale, so that a clock jump neither stretches nor cuts a timeout; due
/// times are wall-clock times, and waits for them are capped, so that a jump is seen soon. Touched by the loop alone.
/// </summary>
internal sealed class EngineClock(TimeProvider time, TimeSpan clockWaitMax)
{
    private readonly long _startedAt = time.GetTimestamp();
    private readonly WakeQueue<Action> _durations = new(); // Keyed by the time since the start, as an instant.
    private readonly WakeQueue<Action> _dues = new();

    public TimeProvider Time => time;

    public DateTimeOffset UtcNow => time.GetUtcNow();

    private DateTimeOffset SinceStart => DateTimeOffset.UnixEpoch + time.GetElapsedTime(_startedAt);

    /// <summary>Calls back after a time; one that ends beyond the calendar, such as the longest there is, never comes.</summary>
    public Wake<Action> After(TimeSpan delay, Action callback)
    {
        var now = SinceStart;
        return _durations.Add(delay < DateTimeOffset.MaxValue - now ? now + delay : DateTimeOffset.MaxValue, callback);
    }

    /// <summary>Calls back when the wall clock has reached a time.</summary>
    public Wake<Action> At(DateTimeOffset due, Action callback) => _dues.Add(due, callback);

    /// <summary>How long until a wake of <see cref="After"/> is due.</summary>
    public TimeSpan LeftOf(Wake<Action> wake) => Max(wake.Due - SinceStart, TimeSpan.Zero);

    public void CancelAfter(Wake<Action>? wake)
    {
        if (wake is not null) _durations.Cancel(wake);
    }

    public void CancelAt(Wake<Action>? wake)
    {
        if (wake is not null) _dues.Cancel(wake);
    }

    /// <summary>Runs what is due; a callback may add timers that are due already.</summary>
    public void RunDue()
    {
        while (_durations.Count > 0 && _durations.TryPopDue(SinceStart, out var callback)) callback();
        while (_dues.Count > 0 && _dues.TryPopDue(UtcNow, out var callback)) callback();
    }

    /// <summary>How long the loop may wait: infinite without timers.</summary>
    public TimeSpan UntilNext()
    {
        var wait = Timeout.InfiniteTimeSpan;
        if (_durations.NextDue is { } duration) wait = Max(duration - SinceStart, TimeSpan.Zero);
        if (_dues.NextDue is { } due)
        {
            var left = Max(due - UtcNow, TimeSpan.Zero);
            if (left > clockWaitMax) left = clockWaitMax;
            if (wait == Timeout.InfiniteTimeSpan || left < wait) wait = left;
        }

        return wait;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
