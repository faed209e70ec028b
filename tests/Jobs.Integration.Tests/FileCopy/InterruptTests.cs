using System.Diagnostics;
using Jobs.Crash.Tests.Kit;

namespace Jobs.Integration.Tests.FileCopy;

/// <summary>The sample, stopped politely.</summary>
public sealed class InterruptTests
{
    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task Copy_WhenInterrupted_SavesAndGoesOnWhereItWas(string signal)
    {
        using var folder = new ScratchFolder();
        var source = RandomTree.Make(folder["source"], 60, 1_000_000, new Random(5));
        string[] arguments = [folder["source"], folder["destination"], "--store", folder["copy.db"], "--slots", "2", "--latency-ms", "40", "--task-log", folder["log"]];

        var interrupted = await InterruptAsync(ChildProcess.Start("FileCopy", arguments), folder["log"], signal);
        Assert.Equal(130, interrupted.ExitCode);
        Assert.Contains("go on", interrupted.LastLine, StringComparison.Ordinal);

        var run = await CopyRun.ToEndAsync(arguments);
        Assert.Equal((0, source.Files, source.Bytes, 0), (run.ExitCode, run.Files, run.Bytes, run.Failed));
        Assert.InRange(run.DoneBefore, 10, 59);
        RandomTree.AssertEqual(folder["source"], folder["destination"]);

        // What ran at the moment of the stop may run again; nothing else does.
        Assert.InRange((await File.ReadAllLinesAsync(folder["log"])).Length, 60, 62);
        folder.Passed();
    }

    [Fact]
    public async Task Copy_WhenAFileChangesBetweenTwoStarts_CopiesItAgain()
    {
        using var folder = new ScratchFolder();
        RandomTree.Make(folder["source"], 60, 1_000_000, new Random(6));
        string[] arguments = [folder["source"], folder["destination"], "--store", folder["copy.db"], "--slots", "1", "--latency-ms", "40", "--task-log", folder["log"]];
        await InterruptAsync(ChildProcess.Start("FileCopy", arguments), folder["log"], "-INT");
        var copied = (await File.ReadAllLinesAsync(folder["log"]))[0].Split('\t')[1];
        await File.WriteAllTextAsync(Path.Combine(folder["source"], copied), "changed");

        Assert.Equal(0, (await CopyRun.ToEndAsync(arguments)).ExitCode);
        RandomTree.AssertEqual(folder["source"], folder["destination"]);
        folder.Passed();
    }

    private static int LineCount(string log)
    {
        if (!File.Exists(log)) return 0;
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Count(c => c == '\n');
    }

    /// <summary>Sends a signal when the log names 20 started copies.</summary>
    private static async Task<CopyRun> InterruptAsync(ChildProcess process, string log, string signal)
    {
        using (process)
        {
            using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(2)); // Nobody tells us how far another process is.
            while (LineCount(log) < 20)
            {
                Assert.False(process.HasExited);
                await look.WaitForNextTickAsync();
            }

            using var kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            return await CopyRun.ToEndAsync(process);
        }
    }
}
