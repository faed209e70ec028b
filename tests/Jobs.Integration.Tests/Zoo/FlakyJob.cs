using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Fails a number of times, then returns how often it was attempted and what its state had counted.</summary>
[Job("flaky", MaxAttempts = 5)]
public sealed partial class FlakyJob
{
    private int _saved;
    private int _unsaved;

    public required int Failures { get; init; }

    private async Task<string> RunAsync(Context ctx, Probe probe)
    {
        probe.Say($"flaky {ctx.Attempt}");
        _saved++;
        await ctx.CheckpointAsync();
        _unsaved++;
        if (ctx.Attempt <= Failures) throw new InvalidOperationException($"flaky {ctx.Attempt}");
        return $"attempt {ctx.Attempt}, saved {_saved}, unsaved {_unsaved}";
    }
}
