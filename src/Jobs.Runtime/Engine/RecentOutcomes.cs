using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Jobs.Engine;

/// <summary>
/// The outcomes of the last jobs to end, so that awaiting one that ended a moment ago is neither a read nor a turn of the
/// loop. Bounded in number, and in size by leaving out large results. Written by the loop alone, after the commit; read by
/// any client.
/// </summary>
internal sealed class RecentOutcomes(int max)
{
    private const int ResultBytesMax = 4096;

    private readonly ConcurrentDictionary<long, EndedJob> _byId = new(concurrencyLevel: 1, capacity: 1024);
    private readonly Queue<long> _order = new(); // The loop's.

    public void Add(JobId id, EndedJob ended)
    {
        if (ended.Result is { Length: > ResultBytesMax } || !_byId.TryAdd(id.Value, ended)) return;
        _order.Enqueue(id.Value);
        if (_order.Count > max) _byId.TryRemove(_order.Dequeue(), out _);
    }

    public bool TryGet(JobId id, [NotNullWhen(true)] out EndedJob? ended) => _byId.TryGetValue(id.Value, out ended);
}
