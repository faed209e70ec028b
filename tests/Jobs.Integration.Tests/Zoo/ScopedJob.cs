using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Takes a scoped service, in the job and in a task, and says which instance it was given.</summary>
[Job("scoped", MaxAttempts = 2)]
public sealed partial class ScopedJob
{
    private async Task<IReadOnlyList<int>> RunAsync(Context ctx, ScopedThing thing)
    {
        var tasks = await ctx.TaskDispatcher.Number.Many([1, 2]).ResultsAsync();
        return ctx.Attempt == 1 ? throw new InvalidOperationException("once") : [thing.Number, .. tasks];
    }

    [JobTask]
    private static int Number(int which, TaskContext task, ScopedThing thing) => thing.Number;
}

/// <summary>A service of a scope: numbered, and told when it is disposed.</summary>
public sealed class ScopedThing(Probe probe) : IDisposable
{
    private static int s_made; // Interlocked: scopes are made on any thread.

    public int Number { get; } = Interlocked.Increment(ref s_made);

    public void Dispose() => probe.Say("thing disposed");
}
