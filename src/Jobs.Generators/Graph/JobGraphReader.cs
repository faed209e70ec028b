using Jobs.Generators.Model;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Generators.Graph;

/// <summary>
/// Finds the jobs of a compilation and which of them submits which. A submit counts where it stands inside of a job's class and
/// its argument's type is a job: what another class submits for it is not followed.
/// </summary>
internal static class JobGraphReader
{
    private static readonly string[] s_submits = ["SubmitAsync", "SubmitManyAsync"];

    public static JobGraph Read(Compilation compilation, CancellationToken cancellationToken) => new(
        TypesOf(compilation.Assembly.GlobalNamespace)
            .Select(type => Isolated.OrNull(() => Node(type, compilation, cancellationToken)))
            .OfType<JobNode>()
            .OrderBy(node => node.Job.StoredName, StringComparer.Ordinal).ThenBy(node => node.Job.FullName, StringComparer.Ordinal)
            .ToEquatableArray());

    private static JobNode? Node(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        JobParser.Parse(type, compilation, new JobFindings(), cancellationToken) is { } job
            ? new JobNode(job, Submits(type, compilation, cancellationToken))
            : null;

    private static EquatableArray<string> Submits(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var declaration = reference.GetSyntax(cancellationToken);
            var model = compilation.GetSemanticModel(declaration.SyntaxTree);
            foreach (var call in declaration.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(IsSubmit))
            {
                // The call itself does not bind: that the argument is an IJob<T> is what the other generator writes.
                foreach (var argument in call.ArgumentList.Arguments)
                {
                    if (NameIn(model.GetTypeInfo(argument.Expression, cancellationToken).Type) is { } name) names.Add(name);
                }
            }
        }

        return names.ToEquatableArray();
    }

    private static bool IsSubmit(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax access && s_submits.Contains(access.Name.Identifier.ValueText);

    /// <summary>The stored name of the job that a value of the type is, or of those that it holds.</summary>
    private static string? NameIn(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => NameIn(array.ElementType),
        INamedTypeSymbol named when named.FindAttribute(KnownNames.JobAttribute) is { } attribute => attribute.StringArgument(0),
        INamedTypeSymbol { TypeArguments: { Length: 1 } items } => NameIn(items[0]),
        _ => null,
    };

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? TypesOf(member).Prepend(type) : TypesOf(member));
}
