namespace Jobs.Dispatching;

/// <summary>
/// How much of the backlog is in memory. While rows are left behind in the store, a new row enters memory only if its rank
/// lies below the horizon: else it would pass those that wait in the store. Touched by the loop alone.
/// </summary>
internal sealed class WindowState(int max)
{
    private readonly HashSet<long> _touched = [];
    private readonly HashSet<long> _touchedTrees = [];
    private long _largestRank = long.MinValue;
    private long? _readyLeft;     // What the load under way may not have seen: the horizon below which all is in memory,
    private long? _scheduledLeft; // or null when nothing was left to the store since it began.

    /// <summary>How many ready jobs memory holds at most, and again as many scheduled ones.</summary>
    public int Max { get; } = max;

    /// <summary>Whether a load is under way.</summary>
    public bool IsLoading { get; private set; }

    public bool HasMoreReady { get; private set; }

    public bool HasMoreScheduled { get; private set; }

    /// <summary>The largest rank in memory, while more is in the store.</summary>
    public long RankHorizon { get; private set; } = long.MaxValue;

    /// <summary>The latest due time in memory, while more is in the store.</summary>
    public long DueHorizon { get; private set; } = long.MaxValue;

    /// <summary>Whether a new ready row is kept in memory; if not, a later load finds it.</summary>
    public bool AdmitsReady(long rank, int held)
    {
        if (HasMoreReady && rank > RankHorizon)
        {
            LeaveReady(rank - 1);
            return false;
        }

        // One that goes before others that are held is kept even when memory is full, within twice the bound: else those
        // others would pass it.
        if (held < Max || (rank <= _largestRank && held < 2 * Max))
        {
            _largestRank = Math.Max(_largestRank, rank);
            return true;
        }

        LeaveReady(Math.Min(_largestRank, rank - 1));
        return false;
    }

    /// <summary>Whether a new scheduled row is kept in memory; if not, a later load finds it.</summary>
    public bool AdmitsScheduled(long dueMs, int held)
    {
        if ((!HasMoreScheduled || dueMs <= DueHorizon) && held < Max) return true;
        LeaveScheduled(dueMs - 1);
        return false;
    }

    /// <summary>Something eligible is in the store that memory does not hold.</summary>
    public void LeaveReady(long horizon)
    {
        HasMoreReady = true;
        RankHorizon = Math.Min(RankHorizon, horizon);
        if (IsLoading) _readyLeft = Math.Min(_readyLeft ?? long.MaxValue, horizon);
    }

    /// <summary>Something that is not due yet is in the store, and memory does not hold it.</summary>
    public void LeaveScheduled(long horizonMs)
    {
        HasMoreScheduled = true;
        DueHorizon = Math.Min(DueHorizon, horizonMs);
        if (IsLoading) _scheduledLeft = Math.Min(_scheduledLeft ?? long.MaxValue, horizonMs);
    }

    /// <summary>Whether it is time to load: little is left in memory and more is in the store, or something there may be due.</summary>
    public bool WantsLoad(int readyHeld, int scheduledHeld, long nowMs) =>
        // While many are ready nothing more is loaded, scheduled ones included: those that are due would only join the
        // ready, and the next page would show the same ones again.
        !IsLoading && readyHeld <= Max / 4
        && (HasMoreReady || (HasMoreScheduled && (scheduledHeld <= Max / 4 || nowMs > DueHorizon)));

    public void BeginLoad()
    {
        IsLoading = true;
        _touched.Clear();
        _touchedTrees.Clear();
        _readyLeft = _scheduledLeft = null;
    }

    /// <summary>An id left memory while a load may have seen its older row: that row must not come back to life.</summary>
    public void Touch(long id)
    {
        if (IsLoading) _touched.Add(id);
    }

    public bool WasTouched(long id) => _touched.Contains(id);

    /// <summary>A tree was told something while a load may have seen its older rows.</summary>
    public void TouchTree(long root)
    {
        if (IsLoading) _touchedTrees.Add(root);
    }

    public bool WasTreeTouched(long root) => _touchedTrees.Contains(root);

    /// <summary>The load is applied; the horizons are those of its page.</summary>
    public void EndLoad(bool moreReady, long rankHorizon, bool moreScheduled, long dueHorizon)
    {
        IsLoading = false;
        HasMoreReady = moreReady || _readyLeft is not null;
        RankHorizon = Math.Min(moreReady ? rankHorizon : long.MaxValue, _readyLeft ?? long.MaxValue);
        HasMoreScheduled = moreScheduled || _scheduledLeft is not null;
        DueHorizon = Math.Min(moreScheduled ? dueHorizon : long.MaxValue, _scheduledLeft ?? long.MaxValue);
        _touched.Clear();
        _touchedTrees.Clear();
    }

    /// <summary>The load failed: ask again later.</summary>
    public void AbortLoad() => IsLoading = false;
}
