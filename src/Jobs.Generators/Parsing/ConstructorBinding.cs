using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>Which stored member each parameter of a constructor is given: one to each, and no member to two.</summary>
internal sealed class ConstructorBinding
{
    private readonly Dictionary<StoredMember, IParameterSymbol> _parameters;

    private ConstructorBinding(IMethodSymbol constructor, Dictionary<StoredMember, IParameterSymbol> parameters)
    {
        Constructor = constructor;
        _parameters = parameters;
    }

    public IMethodSymbol Constructor { get; }

    /// <summary>Binds a constructor; null when a parameter stands for no member that another does not stand for.</summary>
    public static ConstructorBinding? Of(IMethodSymbol constructor, IReadOnlyList<StoredMember> members)
    {
        var parameters = new Dictionary<StoredMember, IParameterSymbol>();
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In)) return null;

            // A record's 'Count' may have a field '_count' beside it: the nearest name is the one that is meant.
            var member = members.Where(m => m.Matches(parameter)).OrderBy(m => Distance(m.Symbol.Name, parameter.Name)).FirstOrDefault();
            if (member is null || parameters.ContainsKey(member)) return null;
            parameters.Add(member, parameter);
        }

        return new ConstructorBinding(constructor, parameters);
    }

    /// <summary>The parameter that stands for the member, or null.</summary>
    public IParameterSymbol? ParameterOf(StoredMember member) => _parameters.TryGetValue(member, out var parameter) ? parameter : null;

    private static int Distance(string member, string parameter) =>
        string.Equals(member, parameter, StringComparison.Ordinal) ? 0
        : string.Equals(member, parameter, StringComparison.OrdinalIgnoreCase) ? 1
        : 2;
}
