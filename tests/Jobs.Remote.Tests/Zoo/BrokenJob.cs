namespace Jobs.Remote.Tests.Zoo;

/// <summary>Fails for good.</summary>
[Job("broken")]
public sealed partial class BrokenJob
{
    private Task RunAsync(Context ctx) => throw new PermanentJobException($"broken for good in attempt {ctx.Attempt}");
}
