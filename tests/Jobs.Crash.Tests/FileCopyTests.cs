using System.Globalization;
using System.Text.RegularExpressions;
using Jobs.Crash.Tests.Kit;
using Xunit.Abstractions;

namespace Jobs.Crash.Tests;

/// <summary>
/// The sample is killed while it copies. By command, with 5,000 files of 1 GB and 20 kills: eng/prove-crashes.
/// </summary>
public sealed partial class FileCopyTests(ITestOutputHelper output)
{
    private const int Slots = 8;
    private const int UnacknowledgedMax = 64; // What a job may have finished and not stored: see the blueprint's bounds of loss.

    [Fact]
    public async Task Copy_WhenKilledAndRestarted_EndsIdenticalAndCopiesNearlyNothingTwice()
    {
        using var folder = new ScratchFolder();
        var random = new Random(ProofSize.Seed);
        var source = RandomTree.Make(folder["source"], ProofSize.CopyFiles, ProofSize.CopyMegabytes * 1024L * 1024L, random);
        var log = folder["tasks.log"];
        string[] arguments =
        [
            source.Path, folder["destination"], "--store", folder["copy.db"], "--task-log", log,
            "--slots", Slots.ToString(CultureInfo.InvariantCulture), "--latency-ms", ProofSize.CopyLatencyMs.ToString(CultureInfo.InvariantCulture),
        ];

        for (var kill = 1; kill <= ProofSize.CopyKills; kill++) await CopyUntilKilledAsync(arguments, log, kill, random);
        using var last = ChildProcess.Start("FileCopy", arguments);
        var lastLine = "";
        while (await last.ReadLineAsync() is { } line) lastLine = line;

        Assert.True(await last.ExitCodeAsync() == 0, await last.ErrorsAsync);
        RandomTree.AssertEqual(folder["source"], folder["destination"]);
        var summary = LastLine().Match(lastLine);
        Assert.True(summary.Success, lastLine);
        Assert.Equal([source.Files, source.Bytes, 0], new[] { "files", "bytes", "failed" }.Select(g => long.Parse(summary.Groups[g].Value, CultureInfo.InvariantCulture)));
        Assert.True(long.Parse(summary.Groups["before"].Value, CultureInfo.InvariantCulture) > 0, lastLine);

        var started = await File.ReadAllLinesAsync(log);
        var again = started.Length - started.Select(l => l.Split('\t')[1]).Distinct().Count();
        output.WriteLine($"{lastLine}; {ProofSize.CopyKills} kills, {started.Length} copies started, {again} of them again");
        Assert.InRange(again, 0, ProofSize.CopyKills * (Slots + UnacknowledgedMax));
        Assert.Equal("ok", StoreFile.CheckIntegrity(folder["copy.db"]));
        folder.Passed();
    }

    /// <summary>
    /// Kills a copy after a random number of further copies have started: so many that the last kill still finds something
    /// to do. Every fifth time it is killed earlier, while it starts.
    /// </summary>
    private static async Task CopyUntilKilledAsync(string[] arguments, string log, int kill, Random random)
    {
        using var copy = ChildProcess.Start("FileCopy", arguments);
        var furtherMax = ProofSize.CopyFiles / (ProofSize.CopyKills + 1);
        if (kill % 5 == 0) await Task.Delay(random.Next(300));
        else await GrowthAsync(log, LineCount(log) + random.Next(1, furtherMax), copy);
        copy.Kill();
        Assert.True(await copy.ExitCodeAsync() != 0, "The copy ended before it could be killed.");
    }

    /// <summary>Waits until another process's log has so many lines. Nobody tells us, so we look.</summary>
    private static async Task GrowthAsync(string log, int lines, ChildProcess copy)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (LineCount(log) < lines)
        {
            if (copy.HasExited) Assert.Fail($"The copy ended before it could be killed, with {await copy.ExitCodeAsync()}: {await copy.ErrorsAsync}");
            await look.WaitForNextTickAsync();
        }
    }

    private static int LineCount(string log)
    {
        if (!File.Exists(log)) return 0;
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Count(c => c == '\n');
    }

    [GeneratedRegex(@"^copied (?<files>\d+) files, (?<bytes>\d+) bytes in [\d.]+ s; (?<before>\d+) already done before this start; (?<failed>\d+) failed$")]
    private static partial Regex LastLine();
}
