namespace Jobs.Integration.Tests.Zoo;

/// <summary>Says how far it is.</summary>
[Job("reporting")]
public sealed partial class ReportingJob
{
    private Task RunAsync(Context ctx)
    {
        ctx.Progress.ReportPhase("counting");
        for (var i = 0; i <= 10; i++) ctx.Progress.Report(i, 10);
        ctx.Progress.ReportBytes(100, 200);
        ctx.Log("counted to ten");
        return Task.CompletedTask;
    }
}
