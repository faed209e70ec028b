using System.Text.RegularExpressions;
using Jobs.Architecture.Tests.Sources;

namespace Jobs.Architecture.Tests.Assemblies;

/// <summary>A project that the solution does not name is not built, and its tests are not run, by anybody.</summary>
public partial class SolutionTests
{
    [Fact]
    public void Solution_NamesEveryProject() =>
        Guard.FindsNothing(Left(Repository.Read("Jobs.sln"), Repository.Files("*.csproj")));

    [Fact]
    public void Solution_NamesNothingElse() =>
        Guard.FindsNothing(Named(Repository.Read("Jobs.sln")).Except(Repository.Files("*.csproj")));

    [Fact]
    public void Project_LeftOut_IsCaught() =>
        Assert.Equal(["tests/B/B.csproj"], Left("""
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "A", "src\A\A.csproj", "{0B1C5E0B-7C1B-4C62-8E0B-0A54C0C3D8F1}"
            """, ["src/A/A.csproj", "tests/B/B.csproj"]));

    private static IEnumerable<string> Left(string solution, IEnumerable<string> projects) => projects.Except(Named(solution));

    private static IEnumerable<string> Named(string solution) =>
        ProjectLine().Matches(solution).Select(match => match.Groups[1].Value.Replace('\\', '/'));

    [GeneratedRegex("""^Project\("[^"]+"\) = "[^"]+", "([^"]+\.csproj)", """, RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
