using Jobs.Crash.Tests.Kit;

namespace Jobs.Packages.Tests.Kit;

/// <summary>The consumer's host, started on a store: a round of tasks, killed in the middle, and finished by the next start.</summary>
internal static class Round
{
    private const int Count = 100;
    private const int Held = 50; // From here on no task ends in the life that is killed.

    /// <summary>What a whole round comes to: 100 squares, and the lengths of three texts that the library's job measured.</summary>
    private const string Result = "result RoundReport { Count = 100, Sum = 328350, Length = 11 }";

    /// <summary>Without a kill.</summary>
    public static async Task RunsAsync(string store, params string[] command)
    {
        using var host = Start(store, command, Count);
        Assert.Equal(Result, (await LinesAsync(host))[^1]);
        Assert.Equal(0, await host.ExitCodeAsync());
    }

    /// <summary>Killed once half of its results are saved; the next start ends it and runs none of that half again.</summary>
    public static async Task ResumesAfterAKillAsync(params string[] command)
    {
        using var folder = new ScratchFolder();
        var before = new List<string>();
        using (var first = Start(folder["round.db"], command, Count, Held))
        {
            while (await first.ReadLineAsync() is { } line)
            {
                before.Add(line);
                if (line == $"saved {Held}") first.Kill();
            }

            first.WaitForExit();
        }

        Assert.Contains($"saved {Held}", before);
        using var second = Start(folder["round.db"], command, Count);
        var after = await LinesAsync(second);

        Assert.Contains($"begin {Held}", after);
        Assert.Equal(
            Enumerable.Range(Held, Count - Held),
            after.Where(line => line.StartsWith("run ", StringComparison.Ordinal)).Select(line => int.Parse(line["run ".Length..])).Order());
        Assert.Equal(Result, after[^1]);
        Assert.Equal(0, await second.ExitCodeAsync());
        folder.Passed();
    }

    private static ChildProcess Start(string store, string[] command, params int[] arguments) =>
        ChildProcess.Run([.. command, store, .. arguments.Select(number => $"{number}")]);

    private static async Task<List<string>> LinesAsync(ChildProcess host)
    {
        var lines = new List<string>();
        while (await host.ReadLineAsync() is { } line) lines.Add(line);
        if (lines.Count == 0 || await host.ExitCodeAsync() != 0) Assert.Fail($"The host failed after {lines.Count} lines: {await host.ErrorsAsync}");
        return lines;
    }
}
