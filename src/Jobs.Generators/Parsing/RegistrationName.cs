using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>The middle part of <c>Add{name}Jobs()</c>.</summary>
internal static class RegistrationName
{
    /// <summary>What <c>[assembly: JobsRegistration]</c> says, or else what an identifier can hold of the assembly's name.</summary>
    public static string Of(IAssemblySymbol assembly)
    {
        var given = assembly.FindAttribute(KnownNames.JobsRegistrationAttribute)?.StringArgument(0);
        return Identifiers.Sanitize(given is { Length: > 0 } ? given : assembly.Name);
    }
}
