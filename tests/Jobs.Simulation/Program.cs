using Jobs.Simulation;
using Jobs.Simulation.Worlds;

// Many seeds, one after the other on each core: eng/simulate.
var numbers = args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).Select(ulong.Parse).ToArray();
var seeds = numbers.ElementAtOrDefault(0) is var s && numbers.Length > 0 ? (int)s : 10_000;
var first = numbers.Length > 1 ? numbers[1] : 1;
var steps = numbers.Length > 2 ? (int)numbers[2] : 1000;
var onDisk = args.Contains("--disk");
var allowed = Array.IndexOf(args, "--trouble") is var at and >= 0 ? (Trouble)int.Parse(args[at + 1]) : Trouble.All;
var failsFast = args.Contains("--fail-fast"); // What is planted by eng/guards need only be seen.
var watch = System.Diagnostics.Stopwatch.StartNew();
long totalSteps = 0, jobs = 0, tasks = 0, crashes = 0;
int done = 0, failed = 0;
var gate = new object();
Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = Array.IndexOf(args, "--threads") is var t and >= 0 ? int.Parse(args[t + 1]) : Environment.ProcessorCount }, i =>
{
    if (failsFast && Volatile.Read(ref failed) > 0) return;
    var report = Simulator.Run(first + (ulong)i, steps, allowed, onDisk, args.Contains("--trace") ? 50_000 : 60);
    lock (gate)
    {
        done++;
        totalSteps += report.Steps;
        jobs += report.Jobs;
        tasks += report.Tasks;
        crashes += report.Crashes;
        if (report.Failure is not null && ++failed <= 10)
        {
            var isOne = seeds == 1 || failsFast; // Asked for by itself, or only whether: to be read as it is.
            Console.WriteLine(isOne ? report.Failure : Simulator.Shrink(report, steps, allowed, onDisk, traceKept: 60).Failure);
            if (!isOne) Console.WriteLine($"  as found: {report.Failure.Split('\n')[0]}");
        }

        if (done % 1000 == 0) Console.WriteLine($"{done} of {seeds} seeds, {failed} failed, {watch.Elapsed.TotalSeconds:0} s");
    }
});
Console.WriteLine($"{done} seeds, {totalSteps} steps, {jobs} attempts, {tasks} tasks, {crashes} crashes in {watch.Elapsed.TotalSeconds:0.0} s: {(failed == 0 ? "all held" : $"{failed} FAILED")}");
return failed == 0 ? 0 : 1;
