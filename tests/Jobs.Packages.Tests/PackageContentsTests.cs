using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Jobs.Packages.Tests.Kit;
using Jobs.TestKit.Snapshots;

namespace Jobs.Packages.Tests;

/// <summary>What is in the files that a release would publish, and what is not.</summary>
[Collection(PackagesCollection.Name)]
public sealed class PackageContentsTests(PackagesFixture fixture)
{
    public static TheoryData<string> Ids => ["Jobs", "Jobs.Runtime", "Jobs.Cli"];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Package_HasWhatWasReviewed(string id) =>
        Snapshot.Of().WithParameter(nameof(id), id).Matches(string.Join(
            '\n',
            [
                .. fixture.Packages[id].Entries(),
                "",
                "# symbols",
                .. fixture.Packages.SymbolsOf(id).Entries(),
                "",
                "# description",
                fixture.Packages[id].Description(),
            ]));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Symbols_NameNoFolderOfTheMachine_AndCarryTheirSources(string id)
    {
        var package = fixture.Packages.SymbolsOf(id);
        var symbols = package.Entries().Where(name => name.EndsWith(".pdb", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(symbols);
        foreach (var name in symbols)
        {
            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(package.Read(name)));
            AssertDocuments(provider.GetMetadataReader(), name);
        }
    }

    [Fact]
    public void Components_CarryTheirSymbols()
    {
        foreach (var name in fixture.Packages["Jobs"].Entries().Where(name => name.StartsWith("analyzers/", StringComparison.Ordinal)))
        {
            using var component = new PEReader(new MemoryStream(fixture.Packages["Jobs"].Read(name)));
            var embedded = component.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
            using var provider = component.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
            Assert.All(Documents(provider.GetMetadataReader()), path => Assert.StartsWith("/_", path, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Jobs", "Jobs.Abstractions")]
    [InlineData("Jobs.Runtime", "Jobs.Runtime")]
    public void Assembly_IsBuiltTheSameWayAnywhere(string id, string assembly)
    {
        foreach (var framework in new[] { "net8.0", "net10.0" })
        {
            using var library = new PEReader(new MemoryStream(fixture.Packages[id].Read($"lib/{framework}/{assembly}.dll")));
            Assert.Contains(library.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        }
    }

    private static void AssertDocuments(MetadataReader symbols, string name)
    {
        Assert.All(Documents(symbols), path => Assert.StartsWith("/_", path, StringComparison.Ordinal));
        var withSource = symbols.CustomDebugInformation.Select(symbols.GetCustomDebugInformation)
            .Where(information => symbols.GetGuid(information.Kind) == s_embeddedSource)
            .Select(information => (DocumentHandle)information.Parent)
            .ToHashSet();
        var without = symbols.Documents.Where(handle => !withSource.Contains(handle)).Select(handle => symbols.GetString(symbols.GetDocument(handle).Name));
        Assert.True(!without.Any(), $"{name} carries no source of {string.Join(", ", without)}");
    }

    private static IEnumerable<string> Documents(MetadataReader symbols) =>
        symbols.Documents.Select(handle => symbols.GetString(symbols.GetDocument(handle).Name));

    // The kind of record that holds a document's text, as the portable PDB format names it.
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
}
