using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Declaration;

/// <summary>JOB1015: a property that whoever submits a job sets, and the job never does, has a setter instead of <c>init</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InputCanBeSetAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.InputCanBeSet,
        "Input should be init-only",
        "'{0}' can be set at any time, but only what it is at the submit reaches job '{1}', and each checkpoint writes it again; declare it 'init'",
        Categories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "required and init members are input: stored once, with the submit. A settable one that the job never sets is input in disguise.",
        HelpLinks.For(DiagnosticIds.InputCanBeSet));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var property in code.Type.GetMembers().OfType<IPropertySymbol>().Where(property => IsOpen(property) && !code.Jobs.IsIgnored(property)))
        {
            var isSet = code.All.SelectMany(body => body.Operations).SelectMany(StateMembers.TargetsOf)
                .Any(target => SymbolEqualityComparer.Default.Equals(StateMembers.RootOf(target), property));
            if (!isSet) report(Diagnostic.Create(Rule, property.MainLocation(), property.Name, code.Type.Name));
        }
    }

    private static bool IsOpen(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, IsOverride: false, IsVirtual: false, ExplicitInterfaceImplementations.IsEmpty: true }
        && property.SetMethod is { IsInitOnly: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal }
        && property.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
        // A journaled collection must have no setter at all, which another rule says.
        && !property.Type.IsJournaled()
        && property.HasBackingField() && !property.IsGeneratedByUs() && !Implements(property);

    private static bool Implements(IPropertySymbol property) =>
        property.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(property.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(property.ContainingType.FindImplementationForInterfaceMember(member), property));
}
