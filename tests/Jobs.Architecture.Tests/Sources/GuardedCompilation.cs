using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Architecture.Tests.Sources;

/// <summary>
/// A project's sources, compiled in memory. The guards ask its semantic model and not the text, so that <c>var</c>, inferred
/// type arguments and target-typed expressions count as much as a name that is written out.
/// </summary>
internal static class GuardedCompilation
{
    // What the SDK's ImplicitUsings writes into obj/.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // Preview: this compiler is older than the SDK's, and knows the newest features under that name.
    private static readonly CSharpParseOptions ParseOptions = new(
        LanguageVersion.Preview,
        preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER", "NET10_0"]);

    private static readonly Lazy<CSharpCompilation> LazyRuntime = new(() => OfProject("src/Jobs.Runtime"));

    /// <summary>The runtime's sources, compiled once for all guards.</summary>
    public static CSharpCompilation Runtime => LazyRuntime.Value;

    /// <summary>The sources below a folder, as the assembly of that folder's name.</summary>
    public static CSharpCompilation OfProject(string folder) =>
        Of(Path.GetFileName(folder), Repository.CSharpFiles(folder));

    /// <summary>These files alone, as an assembly of that name.</summary>
    public static CSharpCompilation Of(string assemblyName, IEnumerable<SourceFile> files)
    {
        var trees = files
            .Prepend(new SourceFile("ImplicitUsings.g.cs", ImplicitUsings))
            .Select(file => CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Path));
        return CSharpCompilation.Create(
            assemblyName,
            trees,
            References(assemblyName),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>
    /// The errors that would blind a guard. A partial method without its body is none, nor is what follows from it: the
    /// generators of log messages and of native calls, which do not run here, write those bodies.
    /// </summary>
    public static IEnumerable<string> BlindingErrors(Compilation compilation) =>
        compilation.GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error && !BodylessPartialMethod.Contains(d.Id))
            .Select(d => d.ToString());

    // No body · a delegate of it · its out argument, never assigned.
    private static readonly string[] BodylessPartialMethod = ["CS8795", "CS0762", "CS0170"];

    // Of our own assemblies only those that the project stands on, or its types would be there twice.
    private static IEnumerable<MetadataReference> References(string assemblyName) =>
        TrustedAssemblies.ByName.Where(pair => IsWanted(pair.Key, assemblyName)).Select(pair => pair.Value);

    private static bool IsWanted(string reference, string assemblyName) =>
        !reference.StartsWith("Jobs.", StringComparison.Ordinal)
        || (reference == "Jobs.Abstractions" && assemblyName == "Jobs.Runtime");
}
