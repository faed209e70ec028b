using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Generators.Parsing;

/// <summary>The properties that records make of their parameters.</summary>
internal static class PositionalParameter
{
    /// <summary>
    /// Whether the member is sure to hold what the constructor is given for the parameter: it is the record's own property of it, or that
    /// of a base record to which each record on the way passes its parameter as it is. <c>: Base("/" + Path)</c> does not.
    /// </summary>
    public static bool IsKept(StoredMember member, IParameterSymbol parameter)
    {
        if (!member.Symbol.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is ParameterSyntax)) return false;
        var name = parameter.Name;
        for (var type = parameter.ContainingType; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, member.Symbol.ContainingType)) return name == member.Symbol.Name;
            if (NamePassedOn(type, name) is not { } next) return false;
            name = next;
        }

        return false;
    }

    /// <summary>The base's parameter that is given this one and nothing else, or null.</summary>
    private static string? NamePassedOn(INamedTypeSymbol type, string name)
    {
        var call = type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>()
            .SelectMany(d => d.BaseList?.Types ?? default).OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault();
        var taken = type.BaseType?.DeclaringSyntaxReferences.Select(r => (r.GetSyntax() as TypeDeclarationSyntax)?.ParameterList).FirstOrDefault(l => l is not null);
        if (call is null || taken is null) return null;
        for (var i = 0; i < call.ArgumentList.Arguments.Count && i < taken.Parameters.Count; i++)
        {
            var argument = call.ArgumentList.Arguments[i];
            if (argument.Expression is not IdentifierNameSyntax given || given.Identifier.ValueText != name) continue;
            return argument.NameColon?.Name.Identifier.ValueText ?? taken.Parameters[i].Identifier.ValueText;
        }

        return null;
    }
}
