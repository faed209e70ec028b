namespace Jobs.Engine;

/// <summary>
/// The outcomes of the last jobs to end, so that awaiting many that ended a moment ago is not one read each. Bounded in
/// number, and in size by leaving out large results. Touched by the loop alone.
/// </summary>
internal sealed class RecentOutcomes(int max)
{
    private const int ResultBytesMax = 4096;

    private readonly Dictionary<long, EndedJob> _byId = [];
    private readonly Queue<long> _order = new();

    public void Add(JobId id, EndedJob ended)
    {
        if (ended.Result is { Length: > ResultBytesMax } || !_byId.TryAdd(id.Value, ended)) return;
        _order.Enqueue(id.Value);
        if (_order.Count > max) _byId.Remove(_order.Dequeue());
    }

    public bool TryGet(JobId id, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out EndedJob? ended) => _byId.TryGetValue(id.Value, out ended);
}
