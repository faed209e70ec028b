namespace Jobs.TaskLoop;

/// <summary>How a lane is served.</summary>
internal enum LaneClass
{
    /// <summary>Served first in each turn, up to the turn's bound.</summary>
    Urgent,

    /// <summary>Held back in turns that had much urgent work, but never for more than a bounded number of them.</summary>
    Held,
}
