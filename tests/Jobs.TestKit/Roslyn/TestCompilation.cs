using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Jobs.TestKit.Roslyn;

/// <summary>A project in memory.</summary>
public static class TestCompilation
{
    /// <summary>The usings of <see cref="TestCompilationOptions.ImplicitUsings"/>, as one more source.</summary>
    internal const string ImplicitUsings = """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.Collections.Immutable;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        """;

    private const string JobsUsing = "\nglobal using global::Jobs;\n";

    public static CSharpCompilation Create(params IReadOnlyList<string> sources) => Create(TestCompilationOptions.Default, sources);

    public static CSharpCompilation Create(TestCompilationOptions options, params IReadOnlyList<string> sources) =>
        CSharpCompilation.Create(
            options.AssemblyName,
            AllSources(options, sources).Select(source => Parse(options, source.Path, source.Text)),
            References(options),
            options.CompilationOptions);

    /// <summary>A tree that nothing else depends on: the edit after which a generator has nothing to do.</summary>
    public static SyntaxTree UnrelatedTree(TestCompilationOptions options) =>
        Parse(options, "Unrelated.cs", "namespace Unrelated { internal static class Edit { internal const int Number = 1; } }");

    /// <summary>The source's file name in every test, by its position.</summary>
    internal static string PathOf(int index) => $"Source{index}.cs";

    internal static IEnumerable<(string Path, string Text)> AllSources(TestCompilationOptions options, IReadOnlyList<string> sources)
    {
        for (var i = 0; i < sources.Count; i++) yield return (PathOf(i), sources[i]);
        if (options.ImplicitUsings) yield return ("ImplicitUsings.cs", ImplicitUsings + (options.ReferencesJobs ? JobsUsing : ""));
    }

    internal static ImmutableArray<MetadataReference> References(TestCompilationOptions options)
    {
        var references = TestReferences.Platform.AddRange(options.FurtherReferences);
        return options.ReferencesJobs ? references.Add(TestReferences.Jobs) : references;
    }

    internal static SyntaxTree Parse(TestCompilationOptions options, string path, string text) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), options.ParseOptions, path);
}
