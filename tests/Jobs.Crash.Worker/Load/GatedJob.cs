namespace Jobs.Crash.Worker;

/// <summary>Runs until the gate opens. Its input is as large as a test wants it.</summary>
[Job("gated")]
public sealed partial class GatedJob
{
    /// <summary>Bytes to store.</summary>
    public required string Load { get; init; }

    private async Task<long> RunAsync(Context ctx, Gate gate, Ledger ledger)
    {
        ledger.Write($"begin {ctx.JobId} 0 0");
        await gate.Opened.WaitAsync(ctx.CancellationToken);
        return Load.Length;
    }
}

/// <summary>Holds the gated jobs until it is opened. A service of theirs.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when it opens.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Opens it for good.</summary>
    public void Open() => _opened.TrySetResult();
}
