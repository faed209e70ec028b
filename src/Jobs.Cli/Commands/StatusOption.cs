using System.CommandLine;

namespace Jobs.Cli.Commands;

/// <summary>--status of list: every status, and the two words that stand beside one and are what people look for.</summary>
internal static class StatusOption
{
    /// <summary>A word of a job that somebody paused; in its status it waits.</summary>
    public const string Paused = "Paused";

    /// <summary>A word of a job that its host cannot run; in its status it is scheduled for the next look.</summary>
    public const string Parked = "Parked";

    /// <summary>Makes it; its value is a query with that condition.</summary>
    public static Option<JobQuery?> Create() => WordOption.Of<JobQuery?>(
        "--status", "status", "Only in this status",
        [
            .. Enum.GetValues<JobStatus>().Select(s => new KeyValuePair<string, JobQuery?>(s.ToString(), new JobQuery { Status = s })),
            new(Paused, new JobQuery { OnlyPaused = true }),
            new(Parked, new JobQuery { OnlyParked = true }),
        ],
        [], "");
}
