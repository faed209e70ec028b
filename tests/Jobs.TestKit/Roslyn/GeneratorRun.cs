using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Jobs.TestKit.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Jobs.TestKit.Roslyn;

/// <summary>
/// One run of a generator over a test's source, and what is claimed about it. It runs when the first claim is made; every
/// claim returns the run, so that a test reads as a list of them.
/// </summary>
public sealed class GeneratorRun
{
    private readonly IIncrementalGenerator _generator;
    private readonly IReadOnlyList<string> _sources;
    private readonly TestCompilationOptions _options;
    private readonly Lazy<Outcome> _outcome;

    private GeneratorRun(IIncrementalGenerator generator, IReadOnlyList<string> sources, TestCompilationOptions options)
    {
        _generator = generator;
        _sources = sources;
        _options = options;
        _outcome = new(Run);
    }

    public static GeneratorRun Of(IIncrementalGenerator generator, params IReadOnlyList<string> sources) =>
        new(generator, sources, TestCompilationOptions.Default);

    /// <summary>A run of the Jobs generator.</summary>
    public static GeneratorRun Of(params IReadOnlyList<string> sources) =>
        Of(JobsComponents.Generator(), sources);

    public GeneratorRun With(TestCompilationOptions options) => new(_generator, _sources, options);

    /// <summary>The user's code and the generated code, together.</summary>
    public Compilation Output => _outcome.Value.Output;

    /// <summary>The user's code alone.</summary>
    public CSharpCompilation Input => _outcome.Value.Input;

    public GeneratorRunResult Result => _outcome.Value.Result;

    /// <summary>Hint name to text.</summary>
    public IReadOnlyDictionary<string, string> Emitted =>
        Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>The text of one generated file.</summary>
    public string Text(string hintName)
    {
        Emits(hintName);
        return Emitted[hintName];
    }

    /// <summary>User and generated code together have neither errors nor warnings, and the generator reported nothing.</summary>
    public GeneratorRun CompilesWithoutWarnings() =>
        Compiles(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning || diagnostic.IsWarningAsError);

    /// <summary>For sources that warn on purpose, or that a hostile project's settings make warn.</summary>
    public GeneratorRun CompilesWithoutErrors() => Compiles(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>
    /// After an edit elsewhere every step that the generator names, and every output, comes from the cache, and no model
    /// holds on to the compilation.
    /// </summary>
    /// <param name="skippedSteps">Named steps that this source does not reach.</param>
    public GeneratorRun IsCachedOnUnrelatedEdit(params IReadOnlyList<string> skippedSteps)
    {
        var (_, second) = RunTwice(input => input.AddSyntaxTrees(TestCompilation.UnrelatedTree(_options)));
        CachingAssert.EverythingCached(second, CachingAssert.StepNames(_generator).Except(skippedSteps));
        return this;
    }

    /// <summary>The run on the source and the run after an edit of it, with their steps: for claims about what an edit reaches.</summary>
    public (GeneratorRunResult Before, GeneratorRunResult After) RunTwice(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var driver = Driver().RunGenerators(Input);
        var before = driver.GetRunResult().Results.Single();
        return (before, driver.RunGenerators(edit(Input)).GetRunResult().Results.Single());
    }

    public GeneratorRun Emits(string hintName)
    {
        Assert.True(
            Emitted.ContainsKey(hintName),
            $"Expected a generated file '{hintName}'; there are: {string.Join(", ", Emitted.Keys.DefaultIfEmpty("none"))}.");
        return this;
    }

    public GeneratorRun EmitsOnly(params IReadOnlyList<string> hintNames)
    {
        Assert.Equal(hintNames.Order(StringComparer.Ordinal), Emitted.Keys.Order(StringComparer.Ordinal));
        return this;
    }

    public GeneratorRun EmitsNothing() => EmitsOnly();

    /// <summary>Each generated file, or only those named, equals its verified file. For the few that a person should read.</summary>
    public GeneratorRun MatchesSnapshot(
        IReadOnlyList<string>? hintNames = null,
        [CallerFilePath] string callerFile = "",
        [CallerMemberName] string callerMember = "")
    {
        foreach (var hintName in hintNames ?? []) Emits(hintName);
        var snapshot = Snapshot.Of(callerFile, callerMember);
        snapshot.MatchesSources(Emitted.Where(source => hintNames is null || hintNames.Contains(source.Key)));
        return this;
    }

    /// <summary>Compiles and loads what came out.</summary>
    public EmittedAssembly Load(params IReadOnlyList<TestLibrary> libraries) => EmittedAssembly.Of(Output, libraries);

    private GeneratorRun Compiles(Func<Diagnostic, bool> isFailure)
    {
        var failures = Output.GetDiagnostics().Where(diagnostic => isFailure(diagnostic) && !diagnostic.IsSuppressed).ToList();
        if (failures.Count > 0)
        {
            var generated = failures.Select(failure => failure.Location.SourceTree).OfType<SyntaxTree>().Distinct()
                .Where(tree => !Input.ContainsSyntaxTree(tree))
                .Select(tree => $"\n--- {tree.FilePath}\n{Report.Numbered(tree.ToString())}");
            Assert.Fail(Report.Diagnostics("The source and what was generated from it do not compile cleanly:", failures) + string.Concat(generated));
        }

        return this;
    }

    private Outcome Run()
    {
        var input = TestCompilation.Create(_options, _sources);
        var result = Driver()
            .RunGeneratorsAndUpdateCompilation(input, out var output, out _)
            .GetRunResult().Results.Single();

        // Asserted in every run, not in a claim: a generator here reports nothing and never throws, whatever it is given.
        Assert.True(result.Exception is null, $"The generator threw, so nothing was generated: {result.Exception}");
        Assert.True(result.Diagnostics.IsEmpty, Report.Diagnostics("The generator reported diagnostics; that is the analyzers' part:", result.Diagnostics));
        return new Outcome(input, output, result);
    }

    private CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [_generator.AsSourceGenerator()],
        parseOptions: _options.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private sealed record Outcome(CSharpCompilation Input, Compilation Output, GeneratorRunResult Result);
}
