using System.Diagnostics;

namespace Jobs.Crash.Worker;

/// <summary>Kills its process with its first statement.</summary>
[Job("poison")]
public sealed partial class PoisonJob
{
    public required string Way { get; init; }

    private Task RunAsync(Context ctx, Ledger ledger)
    {
        if (Way == "fail-fast") Environment.FailFast("poison");
        Process.GetCurrentProcess().Kill();
        return Task.Delay(Timeout.Infinite, CancellationToken.None); // The signal is on its way.
    }
}
