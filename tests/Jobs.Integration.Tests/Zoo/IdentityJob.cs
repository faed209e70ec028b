using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Dispatches equal arguments in each of the ways in which that is possible.</summary>
[Job("identity")]
public sealed partial class IdentityJob
{
    public required string Way { get; init; }

    private async Task<int> RunAsync(Context ctx)
    {
        var echo = ctx.TaskDispatcher.Echo;
        switch (Way)
        {
            case "twice":
                return await echo.Run(1) + await echo.Run(1);
            case "keyed":
                return await echo.Run(1) + await echo.Run(1, new TaskOptions { Key = "again" });
            case "forgotten":
                return await echo.Run(1) + await echo.Run(1, new TaskOptions { Remember = false });
            case "in one group":
                return (await echo.Many([1, 1, 1]).ResultsAsync()).Sum();
            default:
                throw new PermanentJobException($"There is no way '{Way}'.");
        }
    }

    [JobTask]
    private static int Echo(int number, TaskContext task, Probe probe)
    {
        probe.Say("echo");
        return number;
    }
}
