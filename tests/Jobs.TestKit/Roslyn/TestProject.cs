using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Jobs.TestKit.Roslyn;

/// <summary>A project of a workspace, as an editor has it: the generator is part of it and runs anew after each change.</summary>
internal static class TestProject
{
    public static Project Create(
        AdhocWorkspace workspace, TestCompilationOptions options, IReadOnlyList<string> sources, IIncrementalGenerator? generator,
        IReadOnlyDictionary<string, string>? files = null)
    {
        var project = workspace
            .AddProject(ProjectInfo.Create(
                ProjectId.CreateNewId(), VersionStamp.Default, options.AssemblyName, options.AssemblyName, LanguageNames.CSharp,
                compilationOptions: options.CompilationOptions, parseOptions: options.ParseOptions,
                metadataReferences: TestCompilation.References(options),
                analyzerReferences: generator is null ? [] : [new GeneratorReference(generator)]));
        foreach (var (path, text) in TestCompilation.AllSources(options, sources))
            project = project.AddDocument(path, SourceText.From(text, Encoding.UTF8), filePath: path).Project;
        foreach (var (path, text) in files ?? new Dictionary<string, string>())
            project = project.AddAdditionalDocument(Path.GetFileName(path), SourceText.From(text, Encoding.UTF8), filePath: path).Project;
        return project;
    }

    public static async Task<Compilation> Compile(Project project) =>
        await project.GetCompilationAsync() ?? throw new InvalidOperationException("The project has no compilation.");

    /// <summary>The texts of the test's own sources.</summary>
    public static async Task<IReadOnlyList<string>> Texts(Project project, int count)
    {
        var texts = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var document = project.Documents.Single(document => document.FilePath == TestCompilation.PathOf(i));
            texts.Add((await document.GetTextAsync()).ToString());
        }

        return texts;
    }

    private sealed class GeneratorReference(IIncrementalGenerator generator) : AnalyzerReference
    {
        private readonly ImmutableArray<ISourceGenerator> _generators = [generator.AsSourceGenerator()];

        public override string FullPath => "/generators/" + generator.GetType().Assembly.GetName().Name + ".dll";

        public override object Id => this;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => _generators;
    }
}
