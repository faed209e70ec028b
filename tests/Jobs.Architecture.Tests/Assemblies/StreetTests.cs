using System.Reflection;
using System.Xml.Linq;
using Jobs.Architecture.Tests.Sources;

namespace Jobs.Architecture.Tests.Assemblies;

public class StreetTests
{
    public static TheoryData<string> Projects => [.. StreetTable.References.Keys];

    [Fact]
    public void Projects_OfSrc_AreAllOnTheStreet() =>
        Assert.Equal(
            StreetTable.References.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_OfSrc_ReferencesOnlyWhatIsBelowIt(string project) =>
        Guard.FindsNothing(Strays(project, Repository.Read($"src/{project}/{project}.csproj")));

    [Fact]
    public void Abstractions_ReferencesNoPackage() =>
        Guard.FindsNothing(References(Repository.Read("src/Jobs.Abstractions/Jobs.Abstractions.csproj"), "PackageReference"));

    [Fact]
    public void Abstractions_AsCompiled_ReferencesNothingBeyondTheFramework() =>
        Guard.FindsNothing(typeof(JobContext).Assembly.GetReferencedAssemblies().Where(name => !IsOfTheFramework(name)).Select(name => name.FullName));

    [Fact]
    public void Reference_UpTheStreet_IsCaught() =>
        Assert.Equal(["Jobs.Runtime"], Strays("Jobs.Abstractions", """
            <Project><ItemGroup><ProjectReference Include="..\Jobs.Runtime\Jobs.Runtime.csproj" /></ItemGroup></Project>
            """));

    [Fact]
    public void Assembly_OfAPackage_IsNotTakenForTheFrameworks()
    {
        Assert.False(IsOfTheFramework(typeof(FactAttribute).Assembly.GetName()));
        Assert.True(IsOfTheFramework(typeof(XElement).Assembly.GetName()));
    }

    private static IEnumerable<string> Strays(string project, string text) =>
        References(text, "ProjectReference")
            .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
            .Except(StreetTable.References[project]);

    private static IEnumerable<string> References(string text, string element) =>
        XDocument.Parse(text).Descendants(element).Select(reference => (string?)reference.Attribute("Include") ?? "");

    // Not by its name: packages too are called System.Something.
    private static bool IsOfTheFramework(AssemblyName name) =>
        Path.GetDirectoryName(Assembly.Load(name).Location) == Path.GetDirectoryName(typeof(object).Assembly.Location);
}
