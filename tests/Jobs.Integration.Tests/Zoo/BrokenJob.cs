using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Throws whenever it runs.</summary>
[Job("broken")]
public sealed partial class BrokenJob
{
    public bool IsPermanent { get; init; }

    private Task RunAsync(Context ctx, Probe probe)
    {
        probe.Say($"broken {ctx.Attempt}");
        throw IsPermanent ? new PermanentJobException("broken for good") : new InvalidOperationException("broken");
    }
}
