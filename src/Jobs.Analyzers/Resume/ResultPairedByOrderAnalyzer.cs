using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3022: inside a loop over the results of a group something is indexed by how many results there were.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ResultPairedByOrderAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ResultIsPairedByOrder,
        "A result is paired with an item by counting",
        "'{0}' counts results, which come in the order of completion, so this is not the item that the result belongs to; use '{1}.Index'",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Each result of a group knows the index of its item, also in an attempt that is given only the rest of them.",
        HelpLinks.For(DiagnosticIds.ResultIsPairedByOrder));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Running)
        {
            foreach (var stream in ResultStream.In(body, code).Where(stream => stream.Result is not null))
            {
                var counted = CountedIn(stream);
                foreach (var index in stream.Loop.Body.Descendants().SelectMany(IndexesOf))
                {
                    if (CounterOf(index, stream, counted) is { } counter) report(Diagnostic.Create(Rule, index.Syntax.GetLocation(), counter, stream.Result!.Name));
                }
            }
        }
    }

    private static IEnumerable<IOperation> IndexesOf(IOperation operation) => operation switch
    {
        IArrayElementReferenceOperation { Indices: { Length: 1 } indices } => indices,
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: { Length: 1 } arguments, Instance.Type: { } type } when IsSequence(type) => new[] { arguments[0].Value },
        _ => Enumerable.Empty<IOperation>(),
    };

    private static bool IsSequence(ITypeSymbol type) =>
        type.AllInterfaces.Append(type).Any(i => i.OriginalDefinition.SpecialType is SpecialType.System_Collections_Generic_IReadOnlyList_T or SpecialType.System_Collections_Generic_IList_T);

    /// <summary>The locals and members that the loop counts up once in each round.</summary>
    private static HashSet<ISymbol> CountedIn(ResultStream stream) =>
        new(stream.Loop.Body.InFunction().OfType<IIncrementOrDecrementOperation>().Select(increment => SymbolOf(increment.Target)).OfType<ISymbol>(), SymbolEqualityComparer.Default);

    private static string? CounterOf(IOperation index, ResultStream stream, HashSet<ISymbol> counted)
    {
        foreach (var part in index.DescendantsAndSelf())
        {
            if (part is IPropertyReferenceOperation { Property.Name: "Completed" or "Faulted", Instance: { } group } && stream.IsGroup(group)) return $"{stream.Group!.Name}.{((IPropertyReferenceOperation)part).Property.Name}";
            if (SymbolOf(part) is { } symbol && counted.Contains(symbol)) return symbol.Name;
        }

        return null;
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation is ILocalReferenceOperation local ? local.Local : operation.MemberOfThis();
}
