using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Lifecycle;

/// <summary>
/// The whole life of no-op jobs on a file: submitted durably, run, completed, in history with their result. Every ratio is
/// against the reference engine at the same durability, in the same rounds.
/// </summary>
internal sealed class LifecycleRow : IRow
{
    private const int Workers = 2;

    public string Name => "lifecycle";

    public string Summary => "submit, run and complete no-op jobs durably  [--jobs 1000,10000] [--durability full,normal]";

    public async Task RunAsync(Arguments arguments)
    {
        foreach (var jobs in arguments.Numbers("jobs", "1000,10000"))
        {
            var series = await Rounds.RunAsync(Contenders(arguments, jobs), arguments.Rounds, arguments.Folder);
            Console.WriteLine($"{jobs:N0} jobs, {Workers} workers, {arguments.Rounds} rounds");
            Console.WriteLine();
            Console.WriteLine(Format(series, jobs));
        }
    }

    private static IContender[] Contenders(Arguments arguments, int jobs)
    {
        var all = new List<IContender>();
        foreach (var flushed in new[] { true, false })
        {
            if (!arguments.Has("durability", flushed ? "full" : "normal")) continue;
            all.Add(new JobsContender(flushed, jobs));
            all.Add(new ReferenceContender(flushed, jobs, Workers));
        }

        all.Add(new QuartzContender(inRam: true, jobs));
        all.Add(new QuartzContender(inRam: false, jobs));
        return [.. all.Where(contender => contender.Name.Contains(arguments.Only, StringComparison.OrdinalIgnoreCase))];
    }

    private static Table Format(IReadOnlyList<Series> all, int jobs)
    {
        var table = new Table("contender", "median ms", "min", "max", "spread", "jobs/s", "of reference", "cpu µs/job", "commits/1000", "bytes/job");
        foreach (var series in all)
        {
            table.Add(
                series.Name,
                $"{series.Median:N1}", $"{series.Min:N1}", $"{series.Max:N1}", $"{series.Spread:P0}",
                $"{jobs / series.Median * 1000:N0}",
                Reference(all, series) is { } reference ? $"{reference.Median / series.Median:0.00}" : "",
                $"{series.ProcessorTime * 1000 / jobs:N1}",
                series.Commits is { } commits ? $"{commits * 1000.0 / jobs:0.0}" : "",
                $"{series.AllocatedBytes / jobs:N0}");
        }

        return table;
    }

    /// <summary>The reference engine of the same durability; what keeps nothing on a disk is compared with NORMAL.</summary>
    private static Series? Reference(IReadOnlyList<Series> all, Series series) =>
        all.FirstOrDefault(other => other.Name == ReferenceContender.NameOf(flushed: series.Name.EndsWith("FULL", StringComparison.Ordinal)));
}
