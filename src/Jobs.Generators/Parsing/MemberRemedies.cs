using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>
/// What to do about a member of a job that cannot be stored. <c>[JobIgnore]</c> is a remedy only for what each attempt makes for
/// itself: what the submitter sets would never arrive.
/// </summary>
internal static class MemberRemedies
{
    private const string Ignore = "mark the member [JobIgnore]";

    /// <summary>Of an event: who has the object that was submitted has not the one that runs.</summary>
    public const string OfEvent = "remove the event, since nobody can subscribe to the object that an attempt makes; report through the context's Progress or Log";

    /// <summary>Of an object of the running process.</summary>
    public static string OfRuntimeObject(ISymbol member, ITypeSymbol type)
    {
        var own = member.IsSetFromOutside() ? "store what an attempt can make it from, such as a path or a name" : Ignore;
        return RuntimeObjects.MayBeInjected(type) ? own + ", or take it as a parameter of RunAsync" : own;
    }

    /// <summary>Of an interface, <c>object</c> or an abstract class.</summary>
    public static string OfOpenType(ISymbol member, StateTypeProblem problem)
    {
        var own = member.IsSetFromOutside()
            ? "use a concrete type, or declare what it holds on it with [JobDerivedType]"
            : $"use a concrete type, declare what it holds on it with [JobDerivedType], or {Ignore}";
        return problem.Path.Length == 0 && ServiceTypes.LooksLikeOne(problem.Type) ? $"if it is a service, take it as a parameter of RunAsync; else {own}" : own;
    }

    /// <summary>Of a type without a stored form: its own advice, and what else there is.</summary>
    public static string OfUnknownType(ISymbol member, StateTypeProblem problem) =>
        member.IsSetFromOutside() ? problem.AdviceOrDefault : $"{problem.AdviceOrDefault}; or {Ignore}";
}
