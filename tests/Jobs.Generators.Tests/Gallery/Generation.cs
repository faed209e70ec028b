using System.Reflection;
using System.Runtime.CompilerServices;
using Jobs.CompilerServices;
using Jobs.Generators.Tests.Run;
using Jobs.TestKit.Roslyn;
using Jobs.TestKit.Snapshots;

namespace Jobs.Generators.Tests.Gallery;

/// <summary>
/// A hundred job classes as people write them, at three points of their lives: <c>GEN2</c> is defined in the second and third
/// generation, <c>GEN3</c> in the third alone. Each is compiled once for all tests.
/// </summary>
internal sealed class Generation
{
    private static readonly Lazy<Generation>[] s_all = [.. new[] { 1, 2, 3 }.Select(n => new Lazy<Generation>(() => new Generation(n)))];

    private Generation(int number)
    {
        var options = TestCompilationOptions.Default with { Symbols = [.. Enumerable.Range(2, number - 1).Select(n => $"GEN{n}")] };
        Descriptors = new Emitted(GeneratorRun.Of([Usings, .. Sources]).With(options).CompilesWithoutErrors().Load()).Descriptors;
    }

    public static Generation Of(int number) => s_all[number - 1].Value;

    /// <summary>By stored name, former ones too.</summary>
    public IReadOnlyDictionary<string, JobDescriptor> Descriptors { get; }

    public IReadOnlyList<JobDescriptor> Classes => [.. Descriptors.Values.Distinct()];

    public Assembly Assembly => Descriptors.Values.First().JobType.Assembly;

    private static string Usings => """
        global using System.Collections.Immutable;
        global using System.Numerics;
        global using System.Text;
        """;

    private static IEnumerable<string> Sources => Directory.EnumerateFiles(Path.Combine(Folder(), "Jobs"), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText);

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(SourcePath.Resolve(path))!;
}
