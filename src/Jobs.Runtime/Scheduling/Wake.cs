namespace Jobs.Scheduling;

/// <summary>One entry of a <see cref="WakeQueue{T}"/>; what cancels it.</summary>
internal sealed class Wake<T>
{
    internal Wake(DateTimeOffset due, long sequence, T item)
    {
        DueTicks = due.UtcTicks;
        Sequence = sequence;
        Item = item;
    }

    /// <summary>What is due then.</summary>
    public T Item { get; }

    /// <summary>When.</summary>
    public DateTimeOffset Due => new(DueTicks, TimeSpan.Zero);

    /// <summary>Whether it still waits: neither popped nor cancelled.</summary>
    public bool IsWaiting => Place >= 0;

    internal long DueTicks { get; }

    internal long Sequence { get; }

    /// <summary>Its place in the queue's heap, -1 when it has left.</summary>
    internal int Place { get; set; } = -1;
}
