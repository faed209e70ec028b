using System.Diagnostics.CodeAnalysis;

namespace Jobs.Scheduling;

/// <summary>
/// What is due when: a heap by due time, by order of adding among equals. It has no clock and starts nothing; its owner asks.
/// Entries know their place, so a cancelled one leaves at once: a queue of timers that are mostly cancelled (timeouts)
/// would otherwise be a queue of corpses. For one thread.
/// </summary>
internal sealed class WakeQueue<T>
{
    private readonly List<Wake<T>> _heap = [];
    private long _sequence;

    /// <summary>How many wait.</summary>
    public int Count => _heap.Count;

    /// <summary>When the earliest is due; null when none waits.</summary>
    public DateTimeOffset? NextDue => _heap.Count == 0 ? null : _heap[0].Due;

    /// <summary>Adds an item.</summary>
    /// <returns>The entry, with which it can be cancelled.</returns>
    public Wake<T> Add(DateTimeOffset due, T item)
    {
        var wake = new Wake<T>(due, _sequence++, item);
        _heap.Add(wake);
        Rise(wake, _heap.Count - 1);
        return wake;
    }

    /// <summary>Removes an entry; false when it was popped or cancelled before.</summary>
    public bool Cancel(Wake<T> wake)
    {
        ArgumentNullException.ThrowIfNull(wake);
        if (!wake.IsWaiting)
            return false;
        if (wake.Place >= _heap.Count || _heap[wake.Place] != wake)
            throw new InvalidOperationException("The entry belongs to another queue.");
        RemoveAt(wake.Place);
        return true;
    }

    /// <summary>Takes the earliest item if it is due at <paramref name="now"/>.</summary>
    public bool TryPopDue(DateTimeOffset now, [MaybeNullWhen(false)] out T item)
    {
        if (_heap.Count == 0 || _heap[0].DueTicks > now.UtcTicks)
        {
            item = default;
            return false;
        }

        item = _heap[0].Item;
        RemoveAt(0);
        return true;
    }

    private void RemoveAt(int place)
    {
        _heap[place].Place = -1;
        var last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        if (place == _heap.Count)
            return;

        // The last entry fills the gap; it may belong further up (another branch) or further down.
        Rise(last, place);
        if (last.Place == place)
            Sink(last, place);
    }

    private void Rise(Wake<T> wake, int place)
    {
        while (place > 0)
        {
            var parent = (place - 1) / 2;
            if (!IsBefore(wake, _heap[parent]))
                break;
            Put(_heap[parent], place);
            place = parent;
        }

        Put(wake, place);
    }

    private void Sink(Wake<T> wake, int place)
    {
        while (true)
        {
            var child = 2 * place + 1;
            if (child >= _heap.Count)
                break;
            if (child + 1 < _heap.Count && IsBefore(_heap[child + 1], _heap[child]))
                child++;
            if (!IsBefore(_heap[child], wake))
                break;
            Put(_heap[child], place);
            place = child;
        }

        Put(wake, place);
    }

    private void Put(Wake<T> wake, int place)
    {
        _heap[place] = wake;
        wake.Place = place;
    }

    private static bool IsBefore(Wake<T> left, Wake<T> right) =>
        left.DueTicks != right.DueTicks ? left.DueTicks < right.DueTicks : left.Sequence < right.Sequence;
}
