using System.Globalization;
using Xunit.Abstractions;

namespace Jobs.Runtime.Tests.Store.Faults;

/// <summary>
/// Every statement that a store runs, in every part of its life, failed once with every error that SQLite has for it. By
/// command all of them: JOBS_FAILPOINTS=all.
/// </summary>
public sealed class SqliteFailpointTests(ITestOutputHelper output) : IDisposable
{
    private const int PartsInCi = 12;

    private readonly TemporaryFolder _folder = new(inMemory: true);

    [Fact]
    public void EveryStatement_WhenItFailsOnce_LosesNothingAcknowledged_AndAppliesNothingTwice()
    {
        var recorder = new PointRecorder();
        using var whole = new WorkloadRun(_folder.File("all.db"), recorder);
        var expected = whole.Run();
        Assert.True(recorder.Points.Count > 150, $"Only {recorder.Points.Count} points were reached.");

        var runs = 0;
        foreach (var (point, fault, skipped) in Choose(recorder.Points))
        {
            var path = _folder.File($"run{runs++}.db");
            var failing = new FailOnce(point, fault, skipped);
            using var run = new WorkloadRun(path, failing);
            var what = $"{fault} at '{point}', after {skipped}";
            try
            {
                Assert.Equal(expected, run.Run());
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(what, failure);
            }

            if (failing.HasFailed) RequireDocumented(run, fault, path, what);
            else Assert.True(skipped > 0, $"{what}: it was never reached.");
            foreach (var file in Directory.GetFiles(_folder.Path, $"run{runs - 1}.db*")) File.Delete(file);
        }

        output.WriteLine($"{recorder.Points.Count} statements, {runs} runs with one failure each");
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<(string Point, InjectedFault Fault, int Skipped)> Choose(List<string> points)
    {
        var isAll = Environment.GetEnvironmentVariable("JOBS_FAILPOINTS") == "all";
        var seed = int.Parse(Environment.GetEnvironmentVariable("JOBS_FAILPOINTS_SEED") ?? "1", CultureInfo.InvariantCulture);
        var random = new Random(seed);
        foreach (var point in points)
        {
            foreach (var fault in InjectedFault.All)
            {
                // Each statement's first step, and one of its later ones.
                if (isAll || random.Next(PartsInCi) == 0) yield return (point, fault, 0);
                var later = random.Next(1, 12);
                if (isAll || random.Next(4 * PartsInCi) == 0) yield return (point, fault, later);
            }
        }
    }

    // A busy or full store goes on; all else stops it, with an error that names the file and the remedy. A read fails alone.
    private static void RequireDocumented(WorkloadRun run, InjectedFault fault, string path, string what)
    {
        Assert.All(run.Errors, e => Assert.True(e.Fault == fault.Means, $"{what}: told as {e.Fault}"));
        Assert.All(run.Errors, e => Assert.Contains(path, e.Message));
        Assert.All(run.Errors, e => Assert.Matches("Stop that process|Make room|start this host again|restore a backup|grant it|Close that program", e.Message));
        Assert.True(run.Errors.Count <= 1, $"{what}: told {run.Errors.Count} times");
        if (run.Told.Full) Assert.True(run.Told.Recovered, $"{what}: full for ever");
    }
}
