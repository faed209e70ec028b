using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>The names that members, parameters and enum values have in stored JSON.</summary>
internal static class WireNames
{
    /// <summary>The longest name that may be stored, of a job, task or member.</summary>
    public const int LengthMax = 100;

    /// <summary>What <c>[JobName]</c> says, or else the CLR name without a leading <c>_</c>.</summary>
    public static string Of(ISymbol member)
    {
        var given = member.FindAttribute(KnownNames.JobNameAttribute)?.StringArgument(0);
        return given is not null && Problem(given) is null ? given : Default(member.Name);
    }

    /// <summary>The names of <c>[FormerlyNamed]</c>.</summary>
    public static EquatableArray<string> AliasesOf(ISymbol member) =>
        member.FindAttributes(KnownNames.FormerlyNamedAttribute)
            .Select(a => a.StringArgument(0))
            .OfType<string>()
            .Where(n => Problem(n) is null)
            .Distinct(StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>Reports a <c>[JobName]</c> or <c>[FormerlyNamed]</c> that cannot be used.</summary>
    public static void Check(ISymbol member, JobFindings findings, CancellationToken cancellationToken)
    {
        var attributes = member.FindAttributes(KnownNames.JobNameAttribute).Concat(member.FindAttributes(KnownNames.FormerlyNamedAttribute));
        foreach (var attribute in attributes)
        {
            if (Problem(attribute.StringArgument(0)) is not { } problem) continue;
            findings.Add(
                JobFindingKind.InvalidWireName, attribute.LocationIn(member, cancellationToken),
                member.Name, Quote(attribute.StringArgument(0)), problem);
        }
    }

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Problem(string? name) => name switch
    {
        null or "" => "a stored name needs at least one character",
        { Length: > LengthMax } => "a stored name has at most 100 characters",
        _ when name.Trim().Length != name.Length => "a stored name neither begins nor ends with white space",
        _ when HasLoneSurrogate(name) => "a stored name is Unicode text without halves of surrogate pairs",
        _ when name.Any(char.IsControl) => "a stored name holds no control characters",
        _ => null,
    };

    /// <summary>The name for a message.</summary>
    public static string Quote(string? name) => name is null ? "null" : "'" + name + "'";

    private static bool HasLoneSurrogate(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (i + 1 < name.Length && char.IsSurrogatePair(name[i], name[i + 1])) i++;
            else if (char.IsSurrogate(name[i])) return true;
        }

        return false;
    }

    private static string Default(string name)
    {
        var trimmed = name.TrimStart('_');
        return trimmed.Length == 0 ? name : trimmed;
    }
}
