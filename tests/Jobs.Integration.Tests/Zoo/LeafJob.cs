using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>One of very many: counts itself.</summary>
[Job("leaf")]
public sealed partial class LeafJob
{
    public required int Number { get; init; }

    private Task<int> RunAsync(Context ctx, ScaleMeter meter)
    {
        meter.Count(meter.CountRun());
        return Task.FromResult(Number);
    }
}
