using Jobs.Crash.Tests.Kit;

namespace Jobs.Integration.Tests.FileCopy;

/// <summary>The sample, as its user sees it.</summary>
public sealed class CopyTests
{
    [Fact]
    public async Task Copy_OfATree_IsIdenticalAndTheLastLineCountsIt()
    {
        using var folder = new ScratchFolder();
        var source = RandomTree.Make(folder["source"], 120, 2_000_000, new Random(1));

        var run = await CopyAsync(folder);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal((source.Files, source.Bytes, 0, 0), (run.Files, run.Bytes, run.DoneBefore, run.Failed));
        RandomTree.AssertEqual(folder["source"], folder["destination"]);
        folder.Passed();
    }

    [Fact]
    public async Task Copy_AfterACompleteOne_StartsAnewAndCopiesOnlyWhatChanged()
    {
        using var folder = new ScratchFolder();
        var source = RandomTree.Make(folder["source"], 60, 100_000, new Random(2));
        await CopyAsync(folder);
        var changed = Directory.EnumerateFiles(folder["source"], "*", SearchOption.AllDirectories).First();
        await File.WriteAllTextAsync(changed, "changed");
        File.Delete(Path.Combine(folder["destination"], Path.GetRelativePath(folder["source"], changed)));

        var run = await CopyAsync(folder);

        Assert.Equal((0, source.Files, source.Files - 1), (run.ExitCode, run.Files, run.DoneBefore));
        RandomTree.AssertEqual(folder["source"], folder["destination"]);
        folder.Passed();
    }

    [Fact]
    public async Task Copy_WhenAFileCannotBeWritten_NamesItAndCopiesTheRest()
    {
        using var folder = new ScratchFolder();
        var source = RandomTree.Make(folder["source"], 40, 100_000, new Random(3));
        var file = Path.GetRelativePath(folder["source"], Directory.EnumerateFiles(folder["source"], "*", SearchOption.AllDirectories).First());

        // A folder has the name: no user, not even root, can put a file there.
        Directory.CreateDirectory(Path.Combine(folder["destination"], file, "in the way"));
        var run = await CopyAsync(folder);

        Assert.Equal((1, source.Files - 1, 1), (run.ExitCode, run.Files, run.Failed));
        Assert.Contains(run.Lines, l => l.StartsWith($"failed: {file}: ", StringComparison.Ordinal));

        // What failed is tried again by the next start, which finds the rest done.
        Directory.Delete(Path.Combine(folder["destination"], file), recursive: true);
        var again = await CopyAsync(folder);
        Assert.Equal((0, source.Files, source.Files - 1, 0), (again.ExitCode, again.Files, again.DoneBefore, again.Failed));
        RandomTree.AssertEqual(folder["source"], folder["destination"]);
        folder.Passed();
    }

    [Fact]
    public async Task Copy_WhenTheDestinationCannotBeMade_SaysSoOnce()
    {
        using var folder = new ScratchFolder();
        RandomTree.Make(folder["source"], 20, 1_000, new Random(4));
        await File.WriteAllTextAsync(folder["file"], "");

        var run = await CopyRun.ToEndAsync(folder["source"], Path.Combine(folder["file"], "destination"), "--store", folder["copy.db"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"the destination {Path.Combine(folder["file"], "destination")} cannot be made", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Lines, l => l.StartsWith("failed:", StringComparison.Ordinal));
        folder.Passed();
    }

    [Fact]
    public async Task Copy_OfANameWithControlCharacters_PrintsThemAsNumbers()
    {
        if (OperatingSystem.IsWindows()) return; // Such names do not exist there.
        using var folder = new ScratchFolder();
        const string evil = "evil\u001b[2J\nfailed: another";
        Directory.CreateDirectory(folder["source"]);
        await File.WriteAllTextAsync(Path.Combine(folder["source"], evil), "text");
        Directory.CreateDirectory(Path.Combine(folder["destination"], evil, "in the way"));

        var run = await CopyAsync(folder);

        var failed = Assert.Single(run.Lines, l => l.StartsWith("failed:", StringComparison.Ordinal));
        Assert.StartsWith(@"failed: evil\x1b[2J\x0afailed: another: ", failed, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Lines, l => l.Contains('\u001b'));
        folder.Passed();
    }

    [Fact]
    public async Task Copy_OfLinks_MakesLinksAndFollowsNone()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder["source"]);
        await File.WriteAllTextAsync(Path.Combine(folder["source"], "file"), "text");
        File.CreateSymbolicLink(Path.Combine(folder["source"], "to-file"), "file");
        File.CreateSymbolicLink(Path.Combine(folder["source"], "to-nowhere"), "nowhere");
        Directory.CreateSymbolicLink(Path.Combine(folder["source"], "to-itself"), ".");

        var first = await CopyAsync(folder);
        var second = await CopyAsync(folder);

        Assert.Equal((0, 4, 4), (first.ExitCode, first.Files, first.Bytes));
        Assert.Equal(4, second.DoneBefore);
        foreach (var (link, target) in new[] { ("to-file", "file"), ("to-nowhere", "nowhere"), ("to-itself", ".") })
            Assert.Equal(target, new FileInfo(Path.Combine(folder["destination"], link)).LinkTarget);
        folder.Passed();
    }

    [Fact]
    public async Task Copy_WithSlotsAndLatency_RunsSoManyAtOnce()
    {
        using var folder = new ScratchFolder();
        RandomTree.Make(folder["source"], 30, 3_000, new Random(4));
        var run = await CopyAsync(folder, "--slots", "5", "--latency-ms", "20", "--task-log", folder["log"]);
        Assert.Contains("peak concurrency: 5", run.Lines);
        Assert.Equal(30, (await File.ReadAllLinesAsync(folder["log"])).Length);
        var sequential = await CopyAsync(folder, "--sequential", "--task-log", folder["log"]);
        Assert.Contains("peak concurrency: 1", sequential.Lines);
        folder.Passed();
    }

    [Fact]
    public async Task Copy_WithoutArguments_CopiesADemoTree()
    {
        var run = await CopyRun.ToEndAsync();
        Assert.Equal((0, 200, 0, 0), (run.ExitCode, run.Files, run.DoneBefore, run.Failed));
        Assert.StartsWith("It stays there", run.Lines[1], StringComparison.Ordinal);
        Directory.Delete(run.Lines[0][(run.Lines[0].IndexOf("below ", StringComparison.Ordinal) + 6)..], recursive: true);
    }

    [Theory]
    [InlineData("source")]
    [InlineData("source", "destination", "third")]
    [InlineData("nowhere", "destination")]
    [InlineData("source", "source")]
    [InlineData("source", "source/inside")]
    [InlineData("source", "link-to-source/inside")]
    [InlineData("source", "destination", "--slots", "0")]
    [InlineData("source", "destination", "--slots")]
    [InlineData("source", "destination", "--slots", "2", "--sequential")]
    [InlineData("source", "destination", "--unknown")]
    [InlineData("source", "destination", "--store", "source/copy.db")]
    public async Task Arguments_WhenTheyMakeNoSense_AreRefused(params string[] arguments)
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder["source"]);
        Directory.CreateSymbolicLink(folder["link-to-source"], "source");
        var run = await CopyRun.ToEndAsync([.. arguments.Select(a => a.StartsWith('-') || char.IsDigit(a[0]) ? a : folder[a])]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("FileCopy: ", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["destination"]));
        folder.Passed();
    }

    private static Task<CopyRun> CopyAsync(ScratchFolder folder, params string[] options) =>
        CopyRun.ToEndAsync([folder["source"], folder["destination"], "--store", folder["copy.db"], .. options]);
}
