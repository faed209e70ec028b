namespace Jobs.Integration.Tests.Zoo;

/// <summary>Needs a permit, and a slot of the pool that <see cref="CooperativeJob"/> fills.</summary>
[Job("pressing")]
public sealed partial class PressingJob
{
    public required int Number { get; init; }

    private async Task<int> RunAsync(Context ctx) => await ctx.TaskDispatcher.Answer.Run(Number);

    [JobTask(Pool = "steps")]
    private static Task<int> Answer(int number) => Task.FromResult(number);
}
