using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Jobs.TestKit.Roslyn;

/// <summary>
/// Runs an analyzer over marked sources (<see cref="Markup"/>). The generator runs first, as in a build, so that a job's
/// <c>Context</c> is there. A source without marks claims that nothing is reported.
/// </summary>
public sealed class AnalyzerTest
{
    private readonly DiagnosticAnalyzer _analyzer;
    private readonly IReadOnlyList<string> _sources;
    private readonly Dictionary<int, string> _messages = [];
    private TestCompilationOptions _options = TestCompilationOptions.Default;
    private IIncrementalGenerator? _generator = JobsComponents.Generator();
    private readonly List<AdditionalText> _files = [];
    private readonly List<string> _inFiles = [];
    private string? _ruleUnderTest;

    private AnalyzerTest(DiagnosticAnalyzer analyzer, IReadOnlyList<string> sources)
    {
        _analyzer = analyzer;
        _sources = sources;
    }

    public static AnalyzerTest Of<TAnalyzer>(params IReadOnlyList<string> sources)
        where TAnalyzer : DiagnosticAnalyzer, new() => new(new TAnalyzer(), sources);

    public AnalyzerTest With(TestCompilationOptions options)
    {
        _options = options;
        return this;
    }

    /// <summary>Another generator, or none.</summary>
    public AnalyzerTest WithGenerator(IIncrementalGenerator? generator)
    {
        _generator = generator;
        return this;
    }

    /// <summary>A file beside the sources.</summary>
    public AnalyzerTest WithFile(string path, string text)
    {
        _files.Add(new TestAdditionalText(path, text));
        return this;
    }

    /// <summary>What is reported in such a file, which has no marks: the line, from 1, and the message.</summary>
    public AnalyzerTest ReportsInFile(string id, int line, string message)
    {
        _inFiles.Add($"{id} in line {line}: {message}");
        return this;
    }

    /// <summary>What a mark without an id means; needed when the analyzer has several rules.</summary>
    public AnalyzerTest Rule(string id)
    {
        _ruleUnderTest = id;
        return this;
    }

    /// <summary>The message at the mark of that number.</summary>
    public AnalyzerTest Message(int number, string message)
    {
        _messages.Add(number, message);
        return this;
    }

    public async Task RunAsync()
    {
        var expectation = Expectation.Of(_sources, () => _ruleUnderTest ?? OnlyRule(_analyzer), _messages);
        Compilation compilation = TestCompilation.Create(_options, expectation.Texts);
        if (_generator is not null) compilation = Generate(compilation, _generator, _options);
        var reported = await ReportedBy(_analyzer, compilation, _files);
        expectation.Matches(ErrorsOf(compilation), reported.Where(diagnostic => !IsInFile(diagnostic)));
        Assert.Equal(_inFiles, reported.Where(IsInFile).Select(diagnostic =>
            $"{diagnostic.Id} in line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"));
    }

    private static bool IsInFile(Diagnostic diagnostic) => diagnostic.Location.Kind == LocationKind.ExternalFile;

    internal static string OnlyRule(DiagnosticAnalyzer analyzer) =>
        analyzer.SupportedDiagnostics is [var only]
            ? only.Id
            : throw new InvalidOperationException($"{analyzer.GetType().Name} has several rules: name the one under test, or mark with ids.");

    internal static IEnumerable<Diagnostic> ErrorsOf(Compilation compilation) =>
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>What the analyzer reports, in order of place. An analyzer that throws reports AD0001, which no test expects.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> ReportedBy(
        DiagnosticAnalyzer analyzer, Compilation compilation, IEnumerable<AdditionalText>? files = null)
    {
        var options = new AnalyzerOptions([.. files ?? []]);
        var reported = await compilation.WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync();
        return [.. reported.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    private static Compilation Generate(Compilation compilation, IIncrementalGenerator generator, TestCompilationOptions options)
    {
        var run = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: options.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _)
            .GetRunResult().Results.Single();
        Assert.True(run.Exception is null, $"The generator threw: {run.Exception}");
        return output;
    }
}
