using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Its task takes no token, and ends when a gate of the test opens.</summary>
[Job("deaf-task")]
public sealed partial class DeafTaskJob
{
    private async Task<int> RunAsync(Context ctx) => await ctx.TaskDispatcher.Ignore.Run();

    [JobTask]
    private static async Task<int> Ignore(Probe probe)
    {
        probe.Tell("deaf-task");
        await probe.Gate("deaf-task");
        return 5;
    }
}
