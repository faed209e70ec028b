using Jobs.Analyzers.Tests.Catalogue;
using Jobs.TestKit.Roslyn;
using Jobs.TestKit.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Tests.Conversions;

/// <summary>
/// Makes a job of a class by doing what the diagnostics say: the first of them is fixed by the first fix that is offered for
/// it, and where there is none by an edit that its message asks for. Until nothing is reported.
/// </summary>
internal sealed class Conversion
{
    // Far more than any takes: one that goes round in circles ends here.
    private const int StepsMax = 60;

    private readonly Queue<ScriptedEdit> _edits;

    private Conversion(IEnumerable<ScriptedEdit> edits) => _edits = new(edits);

    /// <summary>What was done: the id of each diagnostic, with a + where it was an edit.</summary>
    public List<string> Steps { get; } = [];

    public static async Task<(string Text, IReadOnlyList<string> Steps)> RunAsync(string name, params ScriptedEdit[] edits)
    {
        var path = Path.Combine(SourcePath.RepositoryRoot(), "tests", "Jobs.Analyzers.Tests", "Conversions", "Sources", $"{name}.cs");
        var conversion = new Conversion(edits);
        var text = await conversion.ConvertAsync(await File.ReadAllTextAsync(path));
        Assert.True(conversion._edits.Count == 0, $"Nothing asked for: {string.Join(", ", conversion._edits)}. Steps: {string.Join(" ", conversion.Steps)}");
        return (text, conversion.Steps);
    }

    private async Task<string> ConvertAsync(string text)
    {
        for (var steps = 0; steps < StepsMax; steps++)
        {
            using var workspace = new AdhocWorkspace();
            var project = TestProject.Create(workspace, TestCompilationOptions.Default, [text], JobsComponents.Generator());
            var compilation = await TestProject.Compile(project);
            // That a project has no contract is said of the whole project, at its first job; these are classes.
            var reported = (await compilation.WithAnalyzers(Components.Analyzers).GetAnalyzerDiagnosticsAsync()).RemoveAll(d => d.Id == DiagnosticIds.ContractIsMissing);
            Assert.DoesNotContain(reported, diagnostic => diagnostic.Id == "AD0001");
            if (reported.IsEmpty)
            {
                Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
                return text;
            }

            var first = reported.OrderByDescending(diagnostic => diagnostic.Severity).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).First();
            text = await FixAsync(project, first) ?? Edit(first, text);
        }

        throw new InvalidOperationException($"After {StepsMax} steps something was still reported: {string.Join(" ", Steps)}\n{text}");
    }

    private async Task<string?> FixAsync(Project project, Diagnostic diagnostic)
    {
        var document = project.GetDocument(diagnostic.Location.SourceTree)!;
        foreach (var fixer in Components.Fixers.Where(fixer => fixer.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            CodeAction? offered = null;
            await fixer.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered ??= action, CancellationToken.None));
            if (offered is null) continue;
            var operations = await offered.GetOperationsAsync(CancellationToken.None);
            var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
            Steps.Add(diagnostic.Id);
            return (await TestProject.Texts(changed, 1))[0];
        }

        return null;
    }

    private string Edit(Diagnostic diagnostic, string text)
    {
        Assert.True(
            _edits.TryPeek(out var edit) && edit.Id == diagnostic.Id,
            $"No fix and no edit for {diagnostic}. Steps: {string.Join(" ", Steps)}\n{text}");
        Steps.Add(diagnostic.Id + "+");
        foreach (var (before, after) in _edits.Dequeue().Changes)
        {
            Assert.True(text.Contains(before, StringComparison.Ordinal), $"'{before}' is not in\n{text}");
            text = text.Replace(before, after, StringComparison.Ordinal);
        }

        return text;
    }
}

/// <summary>What a person does where a message says what to do and no fix can be certain.</summary>
/// <param name="Id">Of the rule whose message is followed.</param>
/// <param name="Changes">What is replaced by what.</param>
internal sealed record ScriptedEdit(string Id, params (string Before, string After)[] Changes);
