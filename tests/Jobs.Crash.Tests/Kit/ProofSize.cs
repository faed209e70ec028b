using System.Globalization;

namespace Jobs.Crash.Tests.Kit;

/// <summary>How long a proof is: short in an ordinary test run, as long as the environment says in a proof by command.</summary>
internal static class ProofSize
{
    /// <summary>How often the load is killed.</summary>
    public static int LoadKills => Read("JOBS_CRASH_KILLS", 12);

    /// <summary>How often the load is killed at each failpoint.</summary>
    public static int FailpointKills => Read("JOBS_CRASH_FAILPOINT_KILLS", 1);

    /// <summary>How many processes use a store whose owners are killed.</summary>
    public static int Processes => Read("JOBS_CRASH_PROCESSES", 6);

    /// <summary>How many of its owners are killed.</summary>
    public static int OwnerKills => Read("JOBS_CRASH_OWNER_KILLS", 3);

    /// <summary>How often a copy is killed.</summary>
    public static int CopyKills => Read("JOBS_CRASH_COPY_KILLS", 3);

    /// <summary>How many files that copy has.</summary>
    public static int CopyFiles => Read("JOBS_CRASH_COPY_FILES", 400);

    /// <summary>How many bytes they have together.</summary>
    public static int CopyMegabytes => Read("JOBS_CRASH_COPY_MEGABYTES", 8);

    /// <summary>How long each copy of a file waits first: a small tree would be there before it can be killed.</summary>
    public static int CopyLatencyMs => Read("JOBS_CRASH_COPY_LATENCY_MS", 40);

    /// <summary>How many of what there may be very many of.</summary>
    public static int Scale => Read("JOBS_SCALE", 20_000);

    /// <summary>What the moments of the kills are drawn from: the same seed kills after the same lines.</summary>
    public static int Seed => Read("JOBS_CRASH_SEED", 1);

    private static int Read(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
