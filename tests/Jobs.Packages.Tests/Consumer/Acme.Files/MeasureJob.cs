using System.Collections.Immutable;
using Jobs;

namespace Acme.Files;

/// <summary>What a library offers to hosts: they name it, submit it with its input, and get its result typed.</summary>
[Job("acme.measure")]
public sealed partial class MeasureJob
{
    /// <summary>What to measure.</summary>
    public required ImmutableArray<string> Texts { get; init; }

    private async Task<Measure> RunAsync(Context ctx)
    {
        var lengths = await ctx.TaskDispatcher.Length.Many(Texts).ResultsAsync();
        return new Measure(lengths.Count, lengths.Sum());
    }

    [JobTask]
    private static Task<int> Length(string text) => Task.FromResult(text.Length);
}
