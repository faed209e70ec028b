using System.Globalization;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Dispatches many tasks one by one, or submits many children, and awaits all of them at once.</summary>
[Job("crowd")]
public sealed partial class CrowdJob
{
    public int Singles { get; init; }

    public int Children { get; init; }

    /// <summary>Whether the children are due tomorrow.</summary>
    public bool AreLate { get; init; }

    private async Task<int> RunAsync(Context ctx)
    {
        var singles = Enumerable.Range(0, Singles).Select(n => ctx.TaskDispatcher.Same.Run(n)).ToArray();
        var results = await Task.WhenAll(singles);
        var children = new List<JobHandle<int>>();
        var options = AreLate ? new SubmitOptions { DueAt = DateTimeOffset.UtcNow.AddDays(1) } : null;
        for (var i = 0; i < Children; i++) children.Add(await ctx.SubmitAsync(new LeafJob { Number = i }, i.ToString(CultureInfo.InvariantCulture), options));
        var ends = await Task.WhenAll(children.Select(c => c.ResultAsync().AsTask()));
        return results.Distinct().Count() + ends.Distinct().Count();
    }

    [JobTask]
    private static ValueTask<int> Same(int number) => new(number);
}
