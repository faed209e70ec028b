namespace Jobs.Crash.Worker;

/// <summary>Submits two children and adds up what they return; a resumed parent must find the same two.</summary>
[Job("family")]
public sealed partial class FamilyJob
{
    public required int Count { get; init; }

    public required int Seed { get; init; }

    private async Task<long> RunAsync(Context ctx, Ledger ledger)
    {
        var id = ctx.JobId;
        ledger.Write($"begin {id} 0 0");
        try
        {
            var left = await ctx.SubmitAsync(new SumJob { Count = Count, Seed = Seed, Root = id.Value }, "left");
            ledger.Write($"child {id} left {left.Id}");
            var right = await ctx.SubmitAsync(new SumJob { Count = Count, Seed = Seed + 1, Root = id.Value }, "right");
            ledger.Write($"child {id} right {right.Id}");
            return await left.ResultAsync() + await right.ResultAsync();
        }
        finally
        {
            ledger.Write($"leave {id}");
        }
    }
}
