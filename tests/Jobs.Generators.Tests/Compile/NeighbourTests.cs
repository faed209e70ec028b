using System.Reflection;
using System.Runtime.InteropServices;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Generators.Tests.Compile;

/// <summary>Other generators, other assemblies and other attributes of the same name beside ours.</summary>
public class NeighbourTests
{
    private const string A = """[Job("a")] public partial class A { private int _n; private Task RunAsync(Context c) => Task.FromResult(_n++); }""";

    [Fact]
    public void Job_BesideTheJsonGenerator_NeedsNothingOfIts()
    {
        var input = TestCompilation.Create(
            """
            public sealed record Report(int N, string Text);
            [System.Text.Json.Serialization.JsonSerializable(typeof(Report))]
            internal partial class ReportContext : System.Text.Json.Serialization.JsonSerializerContext { }
            [Job("a")] public partial class A
            {
                private Report? _report;
                private Task<string> RunAsync(Context c) { _report = new(1, "x"); return Task.FromResult(System.Text.Json.JsonSerializer.Serialize(_report, ReportContext.Default.Report)); }
            }
            """);
        CSharpGeneratorDriver.Create([JobsGenerator(), JsonGenerator()]).RunGeneratorsAndUpdateCompilation(input, out var output, out var reported);

        Assert.Empty(reported);
        Assert.Empty(output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void Assemblies_ThatShareTheirInternals_ShareNoGeneratedName()
    {
        const string Sharing = """[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Acme.Tests")]""";
        var library = GeneratorRun.Of(Sharing, A).With(TestCompilationOptions.Default with { AssemblyName = "Acme" }).CompilesWithoutWarnings();

        GeneratorRun.Of(
                """[Job("b")] internal partial class B { private Task RunAsync(Context c) => Task.CompletedTask; }""",
                "static class Use { static JobCatalogBuilder All() => new JobCatalogBuilder().AddAcmeJobs().AddAcmeTestsJobs(); }")
            .With(TestCompilationOptions.Default with { AssemblyName = "Acme.Tests", FurtherReferences = [library.Output.ToMetadataReference()] })
            .CompilesWithoutWarnings();
    }

    [Fact]
    public void Job_WhereAnotherReferenceHasAnAttributeOfOurName_IsFound()
    {
        // Behind an alias, as an author must have it to name ours at all. A search of the whole compilation finds two, and gives none.
        var other = CSharpCompilation.Create("Other", [CSharpSyntaxTree.ParseText(Foreign("Jobs"))], TestReferences.Platform, new(OutputKind.DynamicallyLinkedLibrary));
        var options = TestCompilationOptions.Default with { FurtherReferences = [other.ToMetadataReference(aliases: ["other"])] };

        Assert.Equal(2, GeneratorRun.Of(A).With(options).CompilesWithoutWarnings().Emitted.Count);
    }

    [Fact]
    public void Attribute_OfAnotherNamespace_IsNotOurs() =>
        GeneratorRun.Of(Foreign("Acme"), """[Acme.Job("a")] public partial class A { }""").EmitsNothing();

    [Fact]
    public void Files_AreWrittenInTheEditorToo_SinceAuthorsNameWhatIsInThem()
    {
        // An editor skips implementation outputs: Context and the registration method would be unknown there.
        var run = CSharpGeneratorDriver
            .Create([JobsGenerator()], driverOptions: new(IncrementalGeneratorOutputKind.Implementation))
            .RunGenerators(TestCompilation.Create(A)).GetRunResult();

        Assert.Equal(2, run.GeneratedTrees.Length);
    }

    private static string Foreign(string space) =>
        $$"""namespace {{space}} { public sealed class JobAttribute(string name) : global::System.Attribute { public string Name { get; } = name; } }""";

    private static ISourceGenerator JobsGenerator() => new JobGenerator().AsSourceGenerator();

    /// <summary>The one that every project of the SDK has, from the reference pack beside the runtime that runs this.</summary>
    private static ISourceGenerator JsonGenerator()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var file = Directory.EnumerateFiles(Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref"), "System.Text.Json.SourceGeneration.dll", SearchOption.AllDirectories).First();
        var type = Assembly.LoadFrom(file).GetType("System.Text.Json.SourceGeneration.JsonSourceGenerator", throwOnError: true)!;
        return ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator();
    }
}
