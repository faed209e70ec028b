using System.Globalization;
using System.Runtime.InteropServices;
using Jobs.Benchmarks;
using Jobs.Benchmarks.Blockers;
using Jobs.Benchmarks.Checkpoints;
using Jobs.Benchmarks.Codec;
using Jobs.Benchmarks.Latency;
using Jobs.Benchmarks.Lifecycle;
using Jobs.Benchmarks.Priority;
using Jobs.Benchmarks.Tasks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
IRow[] rows = [new LifecycleRow(), new LatencyRow(), new CheckpointRow(), new JournalRow(), new TasksRow(), new BlockersRow(), new PriorityRow(), new CodecRow()];
try
{
    var arguments = Arguments.Read(args);
    var row = rows.FirstOrDefault(row => row.Name == arguments.Row);
    if (row is null)
    {
        Console.WriteLine("usage: Jobs.Benchmarks <row> [--rounds 7] [--only NAME] [--folder FOLDER] [options of the row]");
        foreach (var known in rows) Console.WriteLine($"  {known.Name,-10} {known.Summary}");
        return arguments.Row == "help" ? 0 : 2;
    }

    var drive = new DriveInfo(arguments.Folder);
    Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {drive.DriveFormat} at {arguments.Folder}");
    Console.WriteLine();
    await row.RunAsync(arguments);
    return 0;
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
