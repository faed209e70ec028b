using System.Globalization;
using System.Text.RegularExpressions;
using Jobs.Architecture.Tests.Sources;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Architecture.Tests.Documents;

/// <summary>
/// What the compiler says where the generator did not run is on the page that a search for it finds, word for word; and a class that
/// was compiled without it is not registered.
/// </summary>
public partial class GeneratorAbsentTests
{
    private const string BrokenLibrary = """
        namespace Acme.Files;

        [Job("import")]
        public sealed partial class ImportJob
        {
            private async Task<int> RunAsync(Context ctx) => await Task.FromResult(1);
            private async Task AgainAsync(JobContext ctx) => await ctx.TaskDispatcher.Read.Run("a");
            public void Show(ReportJob.Context ctx) { }
        }

        [Job("report")]
        public sealed partial class ReportJob;
        """;

    // What compiles without the generator, and is published so.
    private const string PrecompiledLibrary = """
        namespace Acme.Files;

        [Job("import")]
        public sealed partial class ImportJob
        {
            private Task<int> RunAsync(JobContext ctx) => Task.FromResult(1);
        }
        """;

    private const string Host = """
        using Acme.Files;

        public static class Program
        {
            public static async Task Main(JobsBuilder jobs, IJobClient client)
            {
                jobs.AddAcmeFilesJobs();
                jobs.Add<ImportJob>();
                await client.SubmitAsync(new ImportJob());
                JobHandle<int> handle = await client.SubmitAsync<int>(new ImportJob());
            }
        }
        """;

    [Fact]
    public void Page_QuotesWhatTheCompilerSays() =>
        Assert.Equal(
            Errors(Compile(BrokenLibrary)).Concat(Errors(CompileHost(PrecompiledLibrary))).Order(StringComparer.Ordinal),
            QuotedError().Matches(Repository.Read("docs/generator-did-not-run.md")).Select(match => match.Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Registration_OfAPrecompiledClass_DoesNotCompileAndSaysWhy()
    {
        var error = Assert.Single(Errors(CompileHost(PrecompiledLibrary)), text => text.Contains("CS0619", StringComparison.Ordinal));

        Assert.Contains("the generator of the package Jobs did not run", error, StringComparison.Ordinal);
        Assert.Contains("rebuild that one", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Registration_OfAGeneratedClass_IsNotTakenForOne()
    {
        var library = GeneratorRun.Of(PrecompiledLibrary.Replace("JobContext ctx", "Context ctx", StringComparison.Ordinal))
            .With(TestCompilationOptions.Default with { AssemblyName = "Acme.Files" });
        Assert.Empty(Errors(CompileHost(library.CompilesWithoutWarnings().Output)));
    }

    [Fact]
    public void Registration_PastTheCompiler_NamesTheClassTheCauseAndTheCure()
    {
        var add = typeof(UngeneratedJobRegistration).GetMethod("Add")!.MakeGenericMethod(typeof(GeneratorAbsentTests)).CreateDelegate<Func<JobCatalogBuilder, JobCatalogBuilder>>();
        var error = Assert.Throws<JobUsageException>(() => add(new JobCatalogBuilder()));

        Assert.StartsWith($"The class {typeof(GeneratorAbsentTests)} has no generated half", error.Message, StringComparison.Ordinal);
        Assert.Contains("did not run", error.Message, StringComparison.Ordinal);
        Assert.Contains("rebuild", error.Message, StringComparison.Ordinal);
    }

    private static CSharpCompilation Compile(string library) =>
        TestCompilation.Create(TestCompilationOptions.Default with { AssemblyName = "Acme.Files" }, library);

    private static CSharpCompilation CompileHost(string library) => CompileHost(Compile(library));

    // Against the library's image: nothing of its source is left, as in a package.
    private static CSharpCompilation CompileHost(Compilation library)
    {
        using var image = new MemoryStream();
        var emitted = library.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return TestCompilation.Create(
            TestCompilationOptions.Default with
            {
                AssemblyName = "Acme.Host",
                FurtherReferences = [MetadataReference.CreateFromImage(image.ToArray()), MetadataReference.CreateFromFile(typeof(JobsHost).Assembly.Location)],
            },
            Host);
    }

    private static IEnumerable<string> Errors(Compilation compilation) =>
        compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => $"error {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");

    [GeneratedRegex("^error CS[0-9]+: .*$", RegexOptions.Multiline)]
    private static partial Regex QuotedError();
}
