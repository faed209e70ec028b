namespace Jobs.Crash.Worker;

/// <summary>Says that it runs, and ends when the gate of its process is opened.</summary>
[Job("gate")]
public sealed partial class GateJob
{
    /// <summary>What it returns.</summary>
    public int Number { get; init; }

    private async Task<int> RunAsync(Context ctx, Ledger ledger, Gate gate)
    {
        ctx.Progress.Report(1, 4);
        ctx.Progress.ReportPhase("at the gate");
        ctx.Log("waits at the gate");
        ledger.Write($"runs {ctx.JobId}");
        await gate.Opened.WaitAsync(ctx.CancellationToken);
        return Number;
    }
}
