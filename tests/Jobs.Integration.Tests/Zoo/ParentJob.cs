using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Submits one child, tells, and awaits it.</summary>
[Job("parent")]
public sealed partial class ParentJob
{
    private async Task<string> RunAsync(Context ctx, Probe probe)
    {
        var child = await ctx.SubmitAsync(new DeafJob(), "child");
        probe.Tell("parent", child.Id.ToString());
        return await child.ResultAsync();
    }
}
