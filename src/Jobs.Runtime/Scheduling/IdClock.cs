namespace Jobs.Scheduling;

/// <summary>
/// Makes ids that no store has seen: 42 bits of milliseconds since 2024, 8 bits of node, 13 bits of counter. They rise with
/// time, and by one where the clock stands still or jumps back; when a millisecond's 8,192 ids are used up, the next
/// one's are borrowed. Any thread may ask; nobody waits.
/// </summary>
internal sealed class IdClock
{
    private const int CounterBits = 13;
    private const int NodeBits = 8;
    private const long CounterMask = (1L << CounterBits) - 1;

    // Times of 42 bits reach until the year 2163.
    private static readonly long Epoch = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly long _node;
    private readonly TimeProvider _time;

    // The last id without its node bits: time, then counter. Written and read by every caller, interlocked.
    private long _last;

    /// <param name="node">The bits that tell this owner's ids from those of others, 0 to 255.</param>
    /// <param name="highWater">No id at or below this is made, whatever the clock says; 0 for a new store.</param>
    /// <param name="time">The clock.</param>
    public IdClock(int node, long highWater, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(node);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(node, 1 << NodeBits);
        ArgumentOutOfRangeException.ThrowIfNegative(highWater);
        _node = (long)node << CounterBits;
        _time = time;

        // The mark may carry other node bits than ours, so its whole millisecond counts as used.
        _last = highWater == 0 ? 0 : ((highWater >> (CounterBits + NodeBits)) << CounterBits) | CounterMask;
    }

    /// <summary>The highest id made so far, or the bound that it began above. What a durable mark must reach.</summary>
    public long Last => Compose(Volatile.Read(ref _last));

    /// <summary>A new id: positive, higher than all before it.</summary>
    public long Next()
    {
        var now = Math.Max(0, _time.GetUtcNow().ToUnixTimeMilliseconds() - Epoch) << CounterBits;
        var last = Volatile.Read(ref _last);
        while (true)
        {
            var next = Math.Max(now, last + 1);
            var seen = Interlocked.CompareExchange(ref _last, next, last);
            if (seen == last)
                return Compose(next);
            last = seen;
        }
    }

    /// <summary>When an id was made, to the millisecond, by its maker's clock.</summary>
    public static DateTimeOffset TimeOf(long id) => DateTimeOffset.FromUnixTimeMilliseconds((id >> (CounterBits + NodeBits)) + Epoch);

    private long Compose(long timeAndCounter) =>
        ((timeAndCounter & ~CounterMask) << NodeBits) | _node | (timeAndCounter & CounterMask);
}
