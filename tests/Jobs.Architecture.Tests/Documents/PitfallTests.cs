using System.Globalization;
using Jobs.Architecture.Tests.Sources;

namespace Jobs.Architecture.Tests.Documents;

/// <summary>The page of pitfalls names, for each, tests that exist: what nothing holds any more is found here.</summary>
public class PitfallTests
{
    private const int Pitfalls = 64;

    private static readonly IReadOnlyList<string[]> Rows =
        MarkdownTables(Repository.Read("docs/pitfalls.md"));

    [Fact]
    public void Page_HasEachPitfallOnce() =>
        Assert.Equal(Enumerable.Range(1, Pitfalls), Rows.Select(row => int.Parse(row[0], CultureInfo.InvariantCulture)));

    [Fact]
    public void Pitfall_IsHeldByTestsThatExist() => Guard.FindsNothing(Unheld(Rows, TestNames.In(Repository.CSharpFiles("tests"))));

    [Theory]
    [InlineData("`PlantedTests.Holds`", 0)]
    [InlineData("`PlantedTests.Holds`, `PlantedTests.IsGone`", 1)]
    [InlineData("review", 1)]
    [InlineData("", 1)]
    public void Pitfall_ThatNothingHolds_IsCaught(string tests, int found) =>
        Assert.Equal(found, Unheld(
            MarkdownTables($"| # | pitfall | held by |\n|---|---|---|\n| 1 | planted | {tests} |\n"),
            TestNames.In([new("Planted.cs", "class PlantedTests { [Fact] void Holds() { } void IsGone() { } }")])).Count());

    private static IEnumerable<string> Unheld(IEnumerable<string[]> rows, IEnumerable<string> tests)
    {
        var known = tests.ToHashSet();
        return rows.SelectMany(row => row[2].Split(", ").Where(name => !known.Contains(name)).Select(name => $"pitfall {row[0]}: no test '{name}'"));
    }

    /// <summary>The page has a table for each subject, all of one header.</summary>
    private static IReadOnlyList<string[]> MarkdownTables(string page) =>
        [.. page.Split("\n## ").Where(section => section.Contains("| # |", StringComparison.Ordinal)).SelectMany(section => MarkdownTable.Rows(section, "#", "pitfall", "held by"))];
}
