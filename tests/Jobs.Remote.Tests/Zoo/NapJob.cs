namespace Jobs.Remote.Tests.Zoo;

/// <summary>Sleeps once.</summary>
[Job("nap")]
public sealed partial class NapJob
{
    public required TimeSpan Length { get; init; }

    private async Task<int> RunAsync(Context ctx)
    {
        await ctx.SleepAsync(Length, "nap");
        return 1;
    }
}
