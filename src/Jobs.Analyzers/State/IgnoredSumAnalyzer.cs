using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Jobs.Analyzers.Resume;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.State;

/// <summary>
/// JOB2016: a <c>[JobIgnore]</c> member gathers what a loop does, the loop saves, and the member is read after it. What JOB3005
/// says of a local, for a member whose author said that it need not be stored.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredSumAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.IgnoredSumIsLostAtResume,
        "An ignored member is summed up across checkpoints",
        "'{0}' is marked [JobIgnore], so it is lost when job '{1}' resumes, while what the loop has done is not done again and '{0}' would lack it; take [JobIgnore] away, and keep of its values what can be stored, such as the message of an exception",
        Categories.State,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A checkpoint covers results and positions. What is not stored begins anew in each attempt, as its initializer makes it.",
        HelpLinks.For(DiagnosticIds.IgnoredSumIsLostAtResume));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        var members = code.Type.GetMembers().Where(member => member is IFieldSymbol or IPropertySymbol && !member.IsStatic && code.Jobs.IsIgnored(member)).ToList();
        if (members.Count == 0) return;
        var resuming = new ResumingLoops(code);
        var loops = code.Running
            .SelectMany(body => body.Operations.OfType<ILoopOperation>().Select(loop => (Body: body, Loop: loop)))
            .Where(each => resuming.Saves(each.Loop) && (resuming.IsStream(each.Loop) || resuming.AsksState(each.Loop)))
            .ToList();
        foreach (var member in members)
        {
            var sum = new IgnoredSum(member, code);
            if (loops.Select(each => sum.LostIn(each.Loop, each.Body)).FirstOrDefault(at => at is not null) is { } lost)
                report(Diagnostic.Create(Rule, lost.Syntax.GetLocation(), member.Name, code.Type.Name));
        }
    }
}
