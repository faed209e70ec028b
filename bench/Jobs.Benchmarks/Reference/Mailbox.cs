namespace Jobs.Benchmarks.Reference;

/// <summary>
/// Many senders, takers that take all there is at once: a list under a lock, swapped by the taker. The cheapest hand-over
/// that was measured when items come in bursts (design note on limits: 8 ns an item against 24 to 35 for a channel).
/// </summary>
internal sealed class Mailbox<T>
{
    private readonly object _gate = new();
    private List<T> _items = [];   // guarded by _gate
    private bool _isClosed;        // guarded by _gate

    public void Send(T item)
    {
        lock (_gate)
        {
            _items.Add(item);
            if (_items.Count == 1) Monitor.Pulse(_gate);
        }
    }

    public void SendMany(IReadOnlyList<T> items)
    {
        lock (_gate)
        {
            _items.AddRange(items);
            Monitor.PulseAll(_gate);
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for items and swaps them for the caller's emptied list; false when closed and empty.</summary>
    public bool TakeAll(ref List<T> emptied)
    {
        emptied.Clear();
        lock (_gate)
        {
            while (_items.Count == 0)
            {
                if (_isClosed) return false;
                Monitor.Wait(_gate);
            }

            (_items, emptied) = (emptied, _items);
            return true;
        }
    }

    /// <summary>Waits for items and takes some of them, at most as many as fit; 0 when closed and empty.</summary>
    public int TakeSome(Span<T> into)
    {
        lock (_gate)
        {
            while (_items.Count == 0)
            {
                if (_isClosed) return 0;
                Monitor.Wait(_gate);
            }

            // From the end: removing there moves nothing. The order of no-op jobs is nobody's concern here.
            var count = Math.Min(into.Length, _items.Count);
            var from = _items.Count - count;
            for (var i = 0; i < count; i++) into[i] = _items[from + i];
            _items.RemoveRange(from, count);
            return count;
        }
    }
}
