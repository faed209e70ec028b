namespace Jobs;

/// <summary>
/// How much of a head start a job has over others that became ready at the same time. A lead is finite: a waiting job of
/// a lower priority is passed only by what became ready within the difference of the leads, so nothing starves. When nothing is
/// free for it, a job also makes running work of a lower priority make way, at an await of that.
/// </summary>
public enum JobPriority
{
    /// <summary>Runs when little else waits: an hour behind.</summary>
    Idle = -2,

    /// <summary>Five minutes behind.</summary>
    Low = -1,

    /// <summary>The default.</summary>
    Normal = 0,

    /// <summary>Five minutes ahead.</summary>
    High = 1,

    /// <summary>An hour ahead.</summary>
    Urgent = 2,
}
