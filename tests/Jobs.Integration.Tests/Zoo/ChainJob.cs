namespace Jobs.Integration.Tests.Zoo;

/// <summary>Submits a child of its own kind, awaits it, and adds one: the whole chain waits for its deepest link.</summary>
[Job("chain")]
public sealed partial class ChainJob
{
    public required int Depth { get; init; }

    private async Task<int> RunAsync(Context ctx)
    {
        if (Depth == 1) return 1;
        var child = await ctx.SubmitAsync(new ChainJob { Depth = Depth - 1 }, "next");
        return 1 + await child.ResultAsync();
    }
}
