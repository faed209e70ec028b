using System.Diagnostics;
using System.Globalization;
using Jobs.Crash.Tests.Kit;
using Xunit.Abstractions;

namespace Jobs.Crash.Tests;

/// <summary>A job of very many tasks whose process is killed half way. By command a million: JOBS_SCALE=1000000.</summary>
public sealed class MillionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Job_OfVeryManyTasks_WhenKilledHalfWay_GoesOnAndRepeatsNoneThatIsStored()
    {
        using var folder = new ScratchFolder();
        var store = folder["million.db"];
        var tasks = ProofSize.Scale;
        await LiveAsync(store, tasks, until: tasks / 2);
        var stored = (int)StoreFile.Count(store, "SELECT count(*) FROM task_result");
        Assert.InRange(stored, tasks / 2, tasks - 1);

        var second = await LiveAsync(store, tasks, until: int.MaxValue);
        Assert.Equal(tasks - stored, second.Runs);
        Assert.Equal((long)tasks * (tasks - 1), second.Result);
        Assert.InRange(second.Received, 1, stored); // From its last checkpoint.
        Assert.Equal("ok", StoreFile.CheckIntegrity(store));
        Assert.Empty(JobsDoctor.Examine(store, TimeProvider.System.GetUtcNow()).Findings);
        output.WriteLine(
            $"scale: {tasks:N0} tasks, killed with {stored:N0} results stored and {second.Received:N0} of them covered; the next life began to run them {second.ToBegin.TotalMilliseconds:N0} ms " +
            $"after its start, received the first hundredth {second.ToFirst.TotalMilliseconds:N0} ms after that, and ended after {second.ToEnd.TotalSeconds:N1} s in all; heap {second.HeapMax} MiB at most");
        folder.Passed();
    }

    private static async Task<Life> LiveAsync(string store, int tasks, int until)
    {
        var clock = Stopwatch.StartNew();
        var life = default(Life);
        var holdFrom = until == int.MaxValue ? until : tasks / 4 * 3; // Else it could end before its kill.
        using var worker = ChildProcess.Start(
            "Jobs.Crash.Worker", "million", store, tasks.ToString(CultureInfo.InvariantCulture), holdFrom.ToString(CultureInfo.InvariantCulture));
        while (await worker.ReadLineAsync() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["begin", _, var received, _]:
                    life = life with { ToBegin = clock.Elapsed, Received = Number(received) };
                    break;
                case ["received", _, var count, var heap]:
                    if (life.ToFirst == default) life = life with { ToFirst = clock.Elapsed - life.ToBegin };
                    life = life with { HeapMax = Math.Max(life.HeapMax, Number(heap)) };
                    if (Number(count) >= until) worker.Kill();
                    break;
                case ["runs", _, var runs]:
                    life = life with { Runs = Number(runs) };
                    break;
                case ["final", _, _, var result]:
                    life = life with { Result = long.Parse(result, CultureInfo.InvariantCulture), ToEnd = clock.Elapsed };
                    break;
            }
        }

        if (until == int.MaxValue) Assert.True(await worker.ExitCodeAsync() == 0, await worker.ErrorsAsync);
        return life;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private readonly record struct Life(TimeSpan ToBegin, TimeSpan ToFirst, TimeSpan ToEnd, int Received, int Runs, long Result, int HeapMax);
}
