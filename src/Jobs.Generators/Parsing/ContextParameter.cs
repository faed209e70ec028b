using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Generators.Parsing;

/// <summary>
/// Which parameters are of a job's context. The job's own is read from the syntax: before generation its name binds to
/// nothing, or to another <c>Context</c> that ours will hide; only the analyzers see what it binds to in the end.
/// </summary>
internal static class ContextParameter
{
    private static readonly string[] s_perAttempt = [KnownNames.JobContext, KnownNames.TaskDispatcher];

    /// <summary>Whether it is of the context that is generated for this job.</summary>
    public static bool IsOwn(IParameterSymbol parameter, JobClass job) =>
        parameter.RefKind == RefKind.None && WrittenAs(parameter, job) == KnownNames.Context;

    /// <summary>
    /// The type, for a message, when it is the job's context, something inside it, any other context or a dispatcher: what
    /// only an attempt's <c>RunAsync</c> is given, and no container holds. Null when it is none of these.
    /// </summary>
    public static string? NameOf(IParameterSymbol parameter, JobClass job)
    {
        if (WrittenAs(parameter, job) is { } own) return TypeNames.Display(job.Type) + "." + own;
        return parameter.Type switch
        {
            IErrorTypeSymbol { Name: KnownNames.Context, ContainingSymbol: INamedTypeSymbol other }
                when other.FindAttribute(KnownNames.JobAttribute) is not null => TypeNames.Display(other) + "." + KnownNames.Context,
            INamedTypeSymbol type when type.SelfAndBases().Any(t => s_perAttempt.Any(t.Is)) =>
                TypeNames.Display(type.WithNullableAnnotation(NullableAnnotation.None)),
            _ => null,
        };
    }

    /// <summary><c>Context</c>, or <c>Context.Dispatcher</c>; null when the author wrote a type that does not begin there.</summary>
    private static string? WrittenAs(IParameterSymbol parameter, JobClass job)
    {
        return parameter.DeclaringSyntaxReferences
            .Select(r => (r.GetSyntax(job.CancellationToken) as ParameterSyntax)?.Type)
            .Select(type => type is null ? null : Path(type))
            .FirstOrDefault(path => path is not null);

        string? Path(TypeSyntax type) => type switch
        {
            NullableTypeSyntax nullable => Path(nullable.ElementType),
            IdentifierNameSyntax { Identifier.ValueText: KnownNames.Context } => KnownNames.Context,
            QualifiedNameSyntax { Right.Identifier.ValueText: KnownNames.Context, Left: var left } when NamesJob(left) => KnownNames.Context,
            QualifiedNameSyntax { Right.Identifier.ValueText: var inner, Left: var left } => Path(left) is { } outer ? outer + "." + inner : null,
            _ => null,
        };

        bool NamesJob(NameSyntax name) =>
            (name as SimpleNameSyntax ?? (name as QualifiedNameSyntax)?.Right ?? (name as AliasQualifiedNameSyntax)?.Name)
            ?.Identifier.ValueText == job.Type.Name;
    }
}
