using Jobs.Architecture.Tests.Sources;

namespace Jobs.Architecture.Tests.Guards;

/// <summary>
/// Taking every guard out takes a quarter of an hour and is done by command; that the table still fits the sources is
/// checked here, so that whoever moves a guard takes its line along.
/// </summary>
public class GuardTableTests
{
    private const int Invariants = 15;

    private static readonly IReadOnlyList<GuardEntry> Table = GuardTable.Parse(Repository.Read("eng/guards.txt"));

    [Fact]
    public void Guard_OfTheTable_StandsInItsFileOnce_AndItsTestExists()
    {
        var tests = string.Concat(Repository.CSharpFiles("tests").Select(file => file.Text));
        Guard.FindsNothing(Table.SelectMany(entry => GuardTable.FaultsOf(entry, ReadIfThere(entry.File), tests)));
    }

    [Fact]
    public void Invariant_OfArchitecture_HasAGuard() =>
        Assert.Equal(Enumerable.Range(1, Invariants), Table.Select(entry => entry.Invariant).Distinct().Order());

    [Theory]
    [InlineData("if (isMine)\n    Write();", "Test_Exists", 0)]
    [InlineData("Write();", "Test_Exists", 1)]
    [InlineData("if (isMine)\nWrite(); if (isMine)\nWrite();", "Test_Exists", 1)]
    [InlineData("if (isMine)\nWrite();", "Test_Gone", 1)]
    [InlineData(null, "Test_Gone", 2)]
    public void Entry_ThatFitsTheSourcesNoMore_IsCaught(string? source, string test, int faults)
    {
        var entry = GuardTable.Parse($"# a line\nguard mine\nkeeps 3 fence\nfile src/A.cs\nproject tests/T\ntest T.{test}\n- if (isMine)\n- Write();\n+ Write();\n").Single();
        Assert.Equal(faults, GuardTable.FaultsOf(entry, source, "public void Test_Exists()").Count());
    }

    private static string? ReadIfThere(string path) => File.Exists(Path.Combine(Repository.Root, path)) ? Repository.Read(path) : null;
}
