using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>What the base library gives another value each time.</summary>
internal static class UnstableValues
{
    /// <summary>As the author would name it, or null.</summary>
    public static string? NameOf(IOperation operation) => operation switch
    {
        _ when operation.Parent is INameOfOperation => null,
        IInvocationOperation { TargetMethod.ContainingType: var type } call when type.IsNamed("System.Random") && IsSeeded(call.Instance) => null,
        IInvocationOperation { TargetMethod: var method } when IsUnstable(method.ContainingType, method.Name) => $"{method.ContainingType.Name}.{method.Name}",
        IPropertyReferenceOperation { Property: var property } when IsUnstable(property.ContainingType, property.Name) => $"{property.ContainingType.Name}.{property.Name}",
        _ => null,
    };

    /// <summary>Whether it is a generator that begins anew with the same seed in each attempt, and so gives the same numbers.</summary>
    private static bool IsSeeded(IOperation? generator) =>
        (generator is ILocalReferenceOperation local ? Aliases.ValueOf(local) : generator) is IObjectCreationOperation { Arguments.Length: 1 } creation
        && !creation.DescendantsAndSelf().Any(part => NameOf(part) is not null);

    private static bool IsUnstable(INamedTypeSymbol type, string member) => member switch
    {
        "NewGuid" or "CreateVersion7" => type.IsNamed("System.Guid"),
        "Now" or "UtcNow" => type.IsNamed("System.DateTime") || type.IsNamed("System.DateTimeOffset"),
        "Today" => type.IsNamed("System.DateTime"),
        "TickCount" or "TickCount64" or "ProcessId" => type.IsNamed("System.Environment"),
        "GetTimestamp" => type.IsNamed("System.Diagnostics.Stopwatch") || type.IsNamed("System.TimeProvider"),
        "GetUtcNow" or "GetLocalNow" => type.IsNamed("System.TimeProvider"),
        "GetRandomFileName" or "GetTempFileName" => type.IsNamed("System.IO.Path"),
        "Next" or "NextInt64" or "NextDouble" or "NextSingle" or "GetItems" => type.IsNamed("System.Random"),
        "GetInt32" or "GetBytes" or "GetHexString" or "GetString" => type.IsNamed("System.Security.Cryptography.RandomNumberGenerator"),
        _ => false,
    };
}
