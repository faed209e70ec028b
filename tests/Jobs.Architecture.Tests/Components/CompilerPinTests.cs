using System.Xml.Linq;
using Jobs.Architecture.Tests.Sources;

namespace Jobs.Architecture.Tests.Components;

/// <summary>A component newer than the compiler that loads it is skipped with a warning; so is one that throws.</summary>
public class CompilerPinTests
{
    [Fact]
    public void Version_OfAPackage_IsExact() =>
        Guard.FindsNothing(Packages().Where(version => !Version.TryParse(version.Value, out _)).Select(version => $"{version.Name}: {version.Value}"));

    [Fact]
    public void Roslyn_OfTheComponents_IsThatOfTheDotNet8Sdk() =>
        Assert.Equal("4.8.0", Packages().Single(package => package.Name == "Microsoft.CodeAnalysis.CSharp").Value);

    [Theory]
    [InlineData("CS8785")] // The generator threw.
    [InlineData("CS9057")] // The component is newer than the compiler.
    public void Warning_ThatMeansNoGeneratedCode_IsAnError(string id) =>
        Assert.Contains(id, XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("WarningsAsErrors").Single().Value.Split(';'));

    private static IEnumerable<(string Name, string Value)> Packages()
    {
        var props = XDocument.Parse(Repository.Read("Directory.Packages.props"));
        foreach (var package in props.Descendants("PackageVersion"))
        {
            var version = (string)package.Attribute("Version")!;
            if (version.StartsWith("$(", StringComparison.Ordinal)) version = props.Descendants(version[2..^1]).Single().Value;
            yield return ((string)package.Attribute("Include")!, version);
        }
    }
}
