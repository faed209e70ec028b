using System.Text;
using Jobs.TestKit.Snapshots;
using Xunit.Sdk;

namespace Jobs.Analyzers.Tests.Kit;

public sealed class SnapshotTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("snapshots").FullName;

    [Fact]
    public void Matches_WhenMissing_FailsAndLeavesTheReceivedFile()
    {
        Assert.Throws<FailException>(() => Strict().Matches("text"));

        Assert.Equal("text", File.ReadAllText(Path.Combine(_directory, "C.M.received.txt")));
    }

    [Fact]
    public void Matches_WhenDifferent_FailsNamingTheLine()
    {
        Accepting().Matches("one\ntwo");

        var failure = Assert.Throws<FailException>(() => Strict().Matches("one\n2"));

        Assert.Contains("line 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Matches_AfterAccepting_PassesAndRemovesTheReceivedFile()
    {
        Assert.Throws<FailException>(() => Strict().Matches("text"));
        Accepting().Matches("text");

        Strict().Matches("text");

        Assert.Equal([Path.Combine(_directory, "C.M.verified.txt")], Directory.GetFiles(_directory));
    }

    [Fact]
    public void Accepting_WritesWithoutByteOrderMarkAndWithoutFinalNewline()
    {
        Accepting().Matches("ä\n");

        Assert.Equal(Encoding.UTF8.GetBytes("ä"), File.ReadAllBytes(Path.Combine(_directory, "C.M.verified.txt")));
    }

    [Fact]
    public void MatchesSources_NamesFilesAsVerifyDoesAndScrubsTheVersion()
    {
        Accepting().WithParameter("p", "a/b").MatchesSources([new("Acme.A.g.cs", "[GeneratedCode(\"G\", \"1.2.3.4\")]\n")]);

        Assert.Equal(
            "//HintName: Acme.A.g.cs\n[GeneratedCode(\"G\", \"{Scrubbed}\")]",
            File.ReadAllText(Path.Combine(_directory, "C.M_p=a-b#Acme.A.g.verified.cs")));
    }

    [Fact]
    public void MatchesSources_WhenASourceIsNoLongerGenerated_Fails()
    {
        Accepting().MatchesSources([new("A.g.cs", "a"), new("B.g.cs", "b")]);

        var failure = Assert.Throws<FailException>(() => Strict().MatchesSources([new("A.g.cs", "a")]));

        Assert.Contains("C.M#B.g.verified.cs", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Matches_WithACarriageReturn_Fails() => Assert.Throws<FalseException>(() => Accepting().Matches("a\r\nb"));

    [Fact]
    public void Orphans_AreFilesOfNoTestMethod()
    {
        foreach (var name in (string[])["SnapshotTests.Gone.verified.txt", $"SnapshotTests.{nameof(Orphans_AreFilesOfNoTestMethod)}#A.g.verified.cs"])
            File.WriteAllText(Path.Combine(_directory, name), "");

        Assert.Equal([Path.Combine(_directory, "SnapshotTests.Gone.verified.txt")], SnapshotOrphans.Under(_directory, typeof(SnapshotTests).Assembly));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private Snapshot Strict() => Snapshot.In(_directory, "C.M", accepts: false);

    private Snapshot Accepting() => Snapshot.In(_directory, "C.M", accepts: true);
}
