using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Jobs.TestKit.Roslyn;

/// <summary>
/// Runs a code fix over marked sources and checks four things: what is reported before; that the fix is offered for each of
/// those it can fix, and applied one at a time leads to the fixed source; that Fix All leads there too, or that there is none
/// where there must not be; that nothing fixable is left. Marks in the fixed source are what is still reported there.
/// </summary>
public sealed class CodeFixTest
{
    // More than the diagnostics of any test: a fix that does not remove its diagnostic ends here and not never.
    private const int FixesMax = 50;

    private readonly DiagnosticAnalyzer _analyzer;
    private readonly CodeFixProvider _fixer;
    private readonly IReadOnlyList<string> _before;
    private TestCompilationOptions _options = TestCompilationOptions.Default;
    private IIncrementalGenerator? _generator = JobsComponents.Generator();
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _filesAfter = new(StringComparer.Ordinal);
    private string? _ruleUnderTest;
    private int _choice;
    private bool _isForOne;

    private CodeFixTest(DiagnosticAnalyzer analyzer, CodeFixProvider fixer, IReadOnlyList<string> before)
    {
        _analyzer = analyzer;
        _fixer = fixer;
        _before = before;
    }

    public static CodeFixTest Of<TAnalyzer, TFixer>(params IReadOnlyList<string> before)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFixer : CodeFixProvider, new() => new(new TAnalyzer(), new TFixer(), before);

    public CodeFixTest With(TestCompilationOptions options)
    {
        _options = options;
        return this;
    }

    public CodeFixTest WithGenerator(IIncrementalGenerator? generator)
    {
        _generator = generator;
        return this;
    }

    /// <inheritdoc cref="AnalyzerTest.Rule"/>
    public CodeFixTest Rule(string id)
    {
        _ruleUnderTest = id;
        return this;
    }

    /// <summary>A file beside the sources, and what the fix makes of it: by default nothing.</summary>
    public CodeFixTest WithFile(string path, string text, string? after = null)
    {
        _files.Add(path, text);
        _filesAfter.Add(path, after ?? text);
        return this;
    }

    /// <summary>A file that the fix writes anew.</summary>
    public CodeFixTest WritesFile(string path, string text)
    {
        _filesAfter.Add(path, text);
        return this;
    }

    /// <summary>Which of several fixes that are offered for one diagnostic; the first by default.</summary>
    public CodeFixTest Choosing(int index)
    {
        _choice = index;
        return this;
    }

    /// <summary>
    /// The fix is a decision, to be made for each diagnostic by itself: it must have no Fix All, which <c>dotnet format</c> would
    /// apply unasked.
    /// </summary>
    public CodeFixTest WithoutFixAll()
    {
        _isForOne = true;
        return this;
    }

    /// <summary>The sources that the fix leads to, in the order of those before.</summary>
    public async Task GivesAsync(params IReadOnlyList<string> after)
    {
        var before = Expect(_before);
        var expected = Expect(after);
        using var workspace = new AdhocWorkspace();
        var start = TestProject.Create(workspace, _options, before.Texts, _generator, _files);
        await Matches(before, start);

        var stepwise = await FixOneAtATime(start);
        AssertTexts(expected.Texts, await TestProject.Texts(stepwise, after.Count), "one at a time");
        await Matches(expected, stepwise);
        Assert.Empty(await FixableIn(stepwise));
        await AssertFiles(stepwise, "one at a time");

        if (_isForOne)
        {
            Assert.True(_fixer.GetFixAllProvider() is null, $"{_fixer.GetType().Name} has Fix All, and is a decision.");
            return;
        }

        var atOnce = await FixAll(start);
        AssertTexts(expected.Texts, await TestProject.Texts(atOnce, after.Count), "Fix All");
        await AssertFiles(atOnce, "Fix All");
    }

    /// <summary>The rule reports as marked, and no fix is offered: one that cannot be certain is not.</summary>
    public async Task OffersNothingAsync()
    {
        var before = Expect(_before);
        using var workspace = new AdhocWorkspace();
        var project = TestProject.Create(workspace, _options, before.Texts, _generator, _files);
        await Matches(before, project);
        var fixable = await FixableIn(project);
        Assert.NotEmpty(fixable);
        foreach (var diagnostic in fixable) Assert.Empty(await Offered(project, diagnostic));
    }

    private Expectation Expect(IReadOnlyList<string> sources) =>
        Expectation.Of(sources, () => _ruleUnderTest ?? AnalyzerTest.OnlyRule(_analyzer), new Dictionary<int, string>());

    private async Task Matches(Expectation expectation, Project project)
    {
        var compilation = await TestProject.Compile(project);
        expectation.Matches(AnalyzerTest.ErrorsOf(compilation), (await AnalyzerTest.ReportedBy(_analyzer, compilation, project.AnalyzerOptions.AdditionalFiles)).Where(IsInSource));
    }

    private async Task<ImmutableArray<Diagnostic>> FixableIn(Project project)
    {
        var reported = await AnalyzerTest.ReportedBy(_analyzer, await TestProject.Compile(project), project.AnalyzerOptions.AdditionalFiles);
        return [.. reported.Where(diagnostic => _fixer.FixableDiagnosticIds.Contains(diagnostic.Id))];
    }

    private async Task<Project> FixOneAtATime(Project project)
    {
        for (var fixes = 0; fixes < FixesMax; fixes++)
        {
            // Not every fixable id is fixable everywhere, so the first that has an offer.
            CodeAction? action = null;
            foreach (var diagnostic in await FixableIn(project))
            {
                action = (await Offered(project, diagnostic)).ElementAtOrDefault(_choice);
                if (action is not null) break;
            }

            if (action is null)
            {
                Assert.True(fixes > 0, "No fix was offered.");
                return project;
            }

            project = await Apply(project, action);
        }

        throw new InvalidOperationException($"{_fixer.GetType().Name} still offered a fix after {FixesMax}: it does not remove what it fixes.");
    }

    private async Task<Project> FixAll(Project project)
    {
        var provider = _fixer.GetFixAllProvider();
        Assert.True(provider is not null, $"{_fixer.GetType().Name} has no Fix All.");
        var diagnostics = await FixableIn(project);
        var first = (await Offered(project, diagnostics[0]))[_choice];
        Assert.True(first.EquivalenceKey is not null, $"'{first.Title}' has no equivalence key, so Fix All cannot tell it from others.");

        var context = new FixAllContext(
            project.GetDocument(diagnostics[0].Location.SourceTree) ?? project.Documents.First(), _fixer, FixAllScope.Project, first.EquivalenceKey,
            _fixer.FixableDiagnosticIds, new ProjectDiagnostics(diagnostics), CancellationToken.None);
        var action = await provider!.GetFixAsync(context);
        Assert.True(action is not null, "Fix All offered nothing.");
        return await Apply(project, action!);
    }

    private async Task<ImmutableArray<CodeAction>> Offered(Project project, Diagnostic diagnostic)
    {
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        TextDocument document = project.GetDocument(diagnostic.Location.SourceTree)
            ?? project.AdditionalDocuments.FirstOrDefault(file => file.FilePath == diagnostic.Location.GetLineSpan().Path)
            ?? throw new InvalidOperationException($"{diagnostic.Id} was reported outside the test's sources.");
        await _fixer.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions.ToImmutable();
    }

    private static async Task<Project> Apply(Project project, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    private static bool IsInSource(Diagnostic diagnostic) => diagnostic.Location.Kind != LocationKind.ExternalFile;

    private async Task AssertFiles(Project project, string how)
    {
        Assert.Equal(_filesAfter.Keys.Order(StringComparer.Ordinal), project.AdditionalDocuments.Select(file => file.FilePath!).Order(StringComparer.Ordinal));
        foreach (var file in project.AdditionalDocuments)
        {
            var actual = (await file.GetTextAsync()).ToString();
            Assert.True(_filesAfter[file.FilePath!] == actual, $"Fixed {how}, {file.FilePath} is\n{Report.Numbered(actual)}\nand should be\n{Report.Numbered(_filesAfter[file.FilePath!])}");
        }
    }

    private static void AssertTexts(IReadOnlyList<string> expected, IReadOnlyList<string> actual, string how)
    {
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.True(
                expected[i] == actual[i],
                $"Fixed {how}, {TestCompilation.PathOf(i)} is\n{Report.Numbered(actual[i])}\nand should be\n{Report.Numbered(expected[i])}");
        }
    }

    private sealed class ProjectDiagnostics(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(diagnostic => diagnostic.Location.SourceTree?.FilePath == document.FilePath));
    }
}
