using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Tasks;

/// <summary>One job with many no-op tasks, each with a stored result. No more than slots and 64 outcomes are unacknowledged at a time.</summary>
internal sealed class TasksRow : IRow
{
    public string Name => "tasks";

    public string Summary => "no-op tasks of one job, each result stored  [--tasks 1000]";

    public async Task RunAsync(Arguments arguments)
    {
        var tasks = arguments.Number("tasks", 1000);
        var table = new Table("contender", "median ms", "min", "max", "tasks/s", "commits", "bytes/task");
        foreach (var series in await Rounds.RunAsync([new JobsTasks(true, tasks), new JobsTasks(false, tasks)], arguments.Rounds, arguments.Folder))
        {
            table.Add(
                series.Name, $"{series.Median:N1}", $"{series.Min:N1}", $"{series.Max:N1}", $"{tasks / series.Median * 1000:N0}",
                $"{series.Commits}", $"{series.AllocatedBytes / tasks:N0}");
        }

        Console.WriteLine($"{tasks:N0} tasks of one job, {arguments.Rounds} rounds");
        Console.WriteLine();
        Console.WriteLine(table);
    }
}
