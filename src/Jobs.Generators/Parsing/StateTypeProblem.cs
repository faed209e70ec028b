using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>Why values of a type cannot be stored.</summary>
/// <param name="Reason">The kind of obstacle.</param>
/// <param name="Type">The type that is the obstacle: the asked one, or one inside it.</param>
/// <param name="Path">Where it is inside the asked type, such as <c>.Owner.Log</c>; empty when it is the type itself.</param>
/// <param name="Member">The member of <paramref name="Type"/> that is the obstacle, or null.</param>
internal sealed record StateTypeProblem(StateTypeObstacle Reason, ITypeSymbol Type, string Path, string? Member = null)
{
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
                StateTypeObstacle.Member => $"member '{Member}' of {type} can be neither set nor passed to a constructor",
                StateTypeObstacle.Journal => $"{type} keeps its journal only as a member of the job itself",
                StateTypeObstacle.Inaccessible => $"{type} is not accessible from the job",
                StateTypeObstacle.TooDeep => $"{type} nests without end",
                _ => $"there is no stored form for {type}",
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
    TooDeep,
}
