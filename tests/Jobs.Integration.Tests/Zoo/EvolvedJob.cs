using System.Collections.Immutable;
using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>
/// The second version of a job: its first kept one source, and counted megabytes. It waits at the gates "evolved-begin", saves,
/// and waits at "evolved-end".
/// </summary>
[Job("evolved", Version = 2)]
public sealed partial class EvolvedJob
{
    public required ImmutableArray<string> Sources { get; init; }

    private long _bytes;
    private int _runs;

    [UpgradeFrom(1)]
    private static void FromOneSource(string source, int megabytes, out ImmutableArray<string> sources, out long bytes) =>
        (sources, bytes) = ([source], megabytes * 1_000_000L);

    private async Task<string> RunAsync(Context ctx, Probe probe)
    {
        probe.Tell("evolved-begins");
        await probe.Gate("evolved-begin").WaitAsync(ctx.CancellationToken);
        _runs++;
        await ctx.CheckpointAsync();
        probe.Tell("evolved-saved");
        await probe.Gate("evolved-end").WaitAsync(ctx.CancellationToken);
        return $"{string.Join('+', Sources)} {_bytes} {_runs}";
    }
}
