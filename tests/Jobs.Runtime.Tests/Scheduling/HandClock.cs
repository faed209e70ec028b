namespace Jobs.Runtime.Tests.Scheduling;

/// <summary>A clock that a test sets: the wall and the stopwatch apart, because only one of the two can jump.</summary>
internal sealed class HandClock : TimeProvider
{
    // Read by the threads of the code under test.
    private long _wallTicks = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).Ticks;
    private long _elapsedTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Pass(TimeSpan time)
    {
        Interlocked.Add(ref _wallTicks, time.Ticks);
        Interlocked.Add(ref _elapsedTicks, time.Ticks);
    }

    public void SetWall(DateTimeOffset now) => Interlocked.Exchange(ref _wallTicks, now.UtcTicks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _wallTicks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _elapsedTicks);
}
