using System.Globalization;
using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Says as much as it can of itself, in a tight loop, until the test has seen enough.</summary>
[Job("flood")]
public sealed partial class FloodJob
{
    public bool InLog { get; init; }

    /// <summary>How often it speaks at least.</summary>
    public required int Times { get; init; }

    private Task<int> RunAsync(Context ctx, Probe probe)
    {
        probe.Tell("flood");
        var enough = probe.Gate("flood");
        var said = 0;
        while (said < Times || !enough.IsCompleted)
        {
            said++;
            if (InLog) ctx.Log(said.ToString(CultureInfo.InvariantCulture));
            else ctx.Progress.Report(said, Times);
        }

        return Task.FromResult(said);
    }
}
