using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>Why values of a type cannot be stored.</summary>
/// <param name="Reason">The kind of obstacle.</param>
/// <param name="Type">The type that is the obstacle: the asked one, or one inside it.</param>
/// <param name="Path">Where it is inside the asked type, such as <c>.Owner.Log</c>; empty when it is the type itself.</param>
/// <param name="Member">The member of <paramref name="Type"/> that is the obstacle, or null.</param>
/// <param name="Advice">What is wrong with this very type, and what to do about it, where more is known than the kind.</param>
internal sealed record StateTypeProblem(
    StateTypeObstacle Reason, ITypeSymbol Type, string Path, string? Member = null, string? Advice = null)
{
    private const string GeneralAdvice = "use another type, or name a converter with [JobConverter]";

    /// <summary>What to do about a type without a stored form; of a member the end of a sentence that begins with its name.</summary>
    public string AdviceOrDefault => Advice ?? Reason switch
    {
        StateTypeObstacle.Journal => "it keeps its journal only as a member of the job itself; use a plain collection here",
        StateTypeObstacle.Inaccessible => "the job has no access to it; make it internal or public",
        StateTypeObstacle.FileLocal => "a file-local type has no name in the generated file; remove 'file', or nest it in the job as private",
        StateTypeObstacle.Member when Type is INamedTypeSymbol named && named.IsCompiled() =>
            "cannot be read and set again from here; name a converter with [JobConverter], or store a type of your own in its place",
        StateTypeObstacle.Member =>
            "cannot be read and set again; give it an accessible setter or a constructor parameter of its name, or mark it [JobIgnore]",
        StateTypeObstacle.TooDeep => "it nests without end; use a type that holds values of its own kind in a list",
        _ => GeneralAdvice,
    };

    /// <summary>The end of a sentence that begins with "cannot be stored:".</summary>
    public string Explanation
    {
        get
        {
            var type = "'" + TypeNames.Display(Type) + "'" + (Path.Length == 0 ? "" : " at '" + Path + "'");
            return Reason switch
            {
                StateTypeObstacle.RuntimeObject => $"{type} is an object of the running process",
                StateTypeObstacle.Open => $"{type} does not say what it holds",
                StateTypeObstacle.Member => $"'{Member}' of {type} {AdviceOrDefault}",
                _ => $"there is no stored form for {type}: {AdviceOrDefault}",
            };
        }
    }
}

/// <summary>What keeps a type from being stored.</summary>
internal enum StateTypeObstacle
{
    /// <summary>In error: the compiler reports it.</summary>
    Error,
    RuntimeObject,
    Open,
    Unknown,
    Member,
    Journal,
    Inaccessible,
    FileLocal,
    TooDeep,
}
