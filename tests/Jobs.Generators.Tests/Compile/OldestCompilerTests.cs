using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Jobs.Analyzers;
using Jobs.Generators.Tests.Zoo;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Generators.Tests.Compile;

/// <summary>
/// The oldest compiler that is promised, of the .NET 8 SDK, loads the components and gives what the newer one gives: a member
/// that it does not have would throw there only, in a build that warns and goes on.
/// </summary>
public class OldestCompilerTests
{
    private const string Wrong = """
        public record Open(int A);
        public record More(int A, int B) : Open(A);
        [Job("a")] public partial class A
        {
            private Stream? _stream; private Open? _open; private int _n;
            private async Task RunAsync(Context c)
            {
                _n += await c.TaskDispatcher.T.Run(1);
                c.TaskDispatcher.T.Run(2).Wait();
                _ = c.CheckpointAsync();
            }
            [JobTask] private static int T(int n) => n;
            [JobTask] private int U(int n) => n;
        }
        [Job("a")] public class B { private Task RunAsync(Context c) => Task.CompletedTask; }
        """;

    private static readonly Version s_oldest = new(4, 8, 0, 0);

    // One assertion for both components: loading the compiler a second time is what takes long.
    [Fact]
    public void Components_UnderTheOldestCompiler_GiveTheSameFilesAndReports()
    {
        var world = new World();
        var here = world.LoadFromAssemblyPath(typeof(OldestCompilerTests).Assembly.Location).GetType(typeof(OldestCompilerTests).FullName!)!;
        var given = (string[])here.GetMethod(nameof(Give), BindingFlags.Static | BindingFlags.NonPublic)!
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;

        Assert.Equal(s_oldest, world.Assemblies.Single(assembly => assembly.GetName().Name == "Microsoft.CodeAnalysis.CSharp").GetName().Version);
        Assert.Equal(Give(), given);
    }

    /// <summary>Runs in either world, with whatever compiler its assembly was loaded with.</summary>
    private static string[] Give()
    {
        var files = new[] { "Documented", "EveryReturn", "PrivateNestedState", "StoredNames", "Keywords" }
            .SelectMany(name => GeneratorRun.Of(AwkwardJobs.All[name]).CompilesWithoutErrors().Emitted)
            .Select(file => $"{file.Key}\n{file.Value}".Replace("@", "", StringComparison.Ordinal)); // A newer one knows more keywords.

        ImmutableArray<DiagnosticAnalyzer> analyzers =
        [
            .. typeof(JobsAnalyzer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(JobsAnalyzer)) && !type.IsAbstract)
                .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];
        var reports = GeneratorRun.Of(Wrong).Output.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return [.. files.Concat(reports.Select(report => report.ToString())).Order(StringComparer.Ordinal)];
    }

    /// <summary>Everything of ours and the old compiler, apart from what the tests run with; the framework is shared.</summary>
    private sealed class World() : AssemblyLoadContext("oldest compiler")
    {
        private static readonly string s_packages = typeof(World).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Packages").Value!;

        protected override Assembly? Load(AssemblyName name) => name.Name switch
        {
            "Microsoft.CodeAnalysis" => LoadFromAssemblyPath(Package("microsoft.codeanalysis.common", name.Name)),
            "Microsoft.CodeAnalysis.CSharp" => LoadFromAssemblyPath(Package("microsoft.codeanalysis.csharp", name.Name)),
            { } ours when ours.StartsWith("Jobs.", StringComparison.Ordinal) => LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, ours + ".dll")),
            _ => null,
        };

        private static string Package(string package, string assembly) =>
            Path.Combine(s_packages, package, s_oldest.ToString(3), "lib", "net7.0", assembly + ".dll");
    }
}
