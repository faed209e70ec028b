using System.Text.RegularExpressions;
using Jobs.Cli.Tests.Kit;
using Jobs.Runtime.Tests.Store;

namespace Jobs.Cli.Tests;

/// <summary>The session that the README shows is one that happens: each command is run in its order, and prints what stands there.</summary>
public sealed partial class ReadmeSessionTests
{
    [LinuxFact]
    public async Task Session_OfTheReadme_IsWhatTheToolPrints()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var shown = Session();
        var ids = new Dictionary<string, string>(); // The README's, and those of this run: the first new one of a command is the one it made.
        Assert.Contains(shown, s => s.Command.StartsWith("kill", StringComparison.Ordinal));
        foreach (var (command, expected) in shown)
        {
            if (command.StartsWith("kill -9 ", StringComparison.Ordinal))
            {
                test.Host.Kill();
                test.Host.WaitForExit();
                continue;
            }

            var words = Words(ids.Aggregate(command, (text, id) => text.Replace(id.Key, id.Value, StringComparison.Ordinal)));
            var run = await test.RunAsync(words[1..]);
            var actual = run.Text + run.Errors.TrimEnd();
            foreach (var (theirs, ours) in Id().Matches(expected).Zip(Id().Matches(actual))) ids.TryAdd(theirs.Value, ours.Value);
            var known = ids.Aggregate(actual, (text, id) => text.Replace(id.Value, id.Key, StringComparison.Ordinal));
            Assert.Equal(Plain(expected), Plain(known.Replace(test.StoreFile, "/srv/acme/jobs.db", StringComparison.Ordinal)));
            if (command.StartsWith("jobs submit gate", StringComparison.Ordinal) && run.ExitCode == 0 && !command.Contains("--due", StringComparison.Ordinal)) await test.HearAsync($"runs {actual}");
            if (command.StartsWith("jobs retry 1", StringComparison.Ordinal)) await test.HearAsync($"runs {actual.Split(' ')[^1]}");
        }
    }

    private static List<(string Command, string Output)> Session()
    {
        var block = ConsoleBlock().Match(File.ReadAllText(Path.Combine(Root(), "README.md"))).Groups[1].Value;
        return [.. block.Split("$ ", StringSplitOptions.RemoveEmptyEntries).Select(step => step.Split('\n', 2)).Select(step => (Comment().Replace(step[0], ""), step[1].TrimEnd()))];
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Jobs.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run below the repository.");
        return folder;
    }

    // As a shell takes them apart: single quotes keep spaces.
    private static string[] Words(string command) => [.. Word().Matches(command).Select(w => w.Value.Trim('\''))];

    private static string Plain(string text) => Process().Replace(Moment().Replace(text, "then"), "(pid n)");

    [GeneratedRegex(@"^```console\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ConsoleBlock();

    [GeneratedRegex(@"\s+# .*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"'[^']*'|[^ ]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b1[0-9]{17}\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z")]
    private static partial Regex Moment();

    [GeneratedRegex(@"\S+ \(pid [0-9]+\)")]
    private static partial Regex Process();
}
