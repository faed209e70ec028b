namespace Jobs.Scheduling;

/// <summary>
/// The order in which ready jobs start: the time at which a job became ready, less the lead of its priority. A rank never
/// changes while a job waits, so ageing costs no updates and one index stays right; and as leads are finite, no job is
/// passed by more than what became ready within the difference of the leads.
/// </summary>
internal static class Rank
{
    private const long FiveMinutes = 5 * 60 * 1000L;
    private const long OneHour = 60 * 60 * 1000L;

    /// <summary>The rank, in milliseconds since 1970; the lower starts first.</summary>
    public static long Of(DateTimeOffset readyAt, JobPriority priority) => readyAt.ToUnixTimeMilliseconds() - LeadMs(priority);

    /// <summary>The head start of a priority in milliseconds; negative when it stands back.</summary>
    public static long LeadMs(JobPriority priority) => priority switch
    {
        JobPriority.Idle => -OneHour,
        JobPriority.Low => -FiveMinutes,
        JobPriority.Normal => 0,
        JobPriority.High => FiveMinutes,
        JobPriority.Urgent => OneHour,
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "No such priority."),
    };
}
