using System.Reflection;
using Jobs.CodeFixes;
using Jobs.Generators;

namespace Jobs.Analyzers.Tests.Catalogue;

/// <summary>
/// A component that needs what the user's compiler does not have is skipped with a mere warning, so what each of them
/// references is held here: the compiler's own assemblies in a version that it has, and each other.
/// </summary>
public sealed class ComponentReferenceTests
{
    // What the .NET 8 SDK loads.
    private static readonly Version CompilerVersionMax = new(4, 8);

    // Workspaces of that version do not restore; an editor that offers fixes is newer than the oldest compiler.
    private static readonly Version EditorVersionMax = new(4, 14);

    public static TheoryData<string> Names => ["Jobs.Generators", "Jobs.Analyzers", "Jobs.CodeFixes"];

    [Theory]
    [MemberData(nameof(Names))]
    public void References_AreOfTheCompilerOrOurs(string name) =>
        Assert.All(Of(name).GetReferencedAssemblies(), reference => Assert.True(
            reference.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                || reference.Name is "netstandard" or "System.Collections.Immutable" or "System.Memory"
                || (name == "Jobs.CodeFixes" && reference.Name == "System.Composition.AttributedModel")
                || reference.Name.StartsWith("Jobs.", StringComparison.Ordinal),
            $"{name} references {reference.Name}, which is not there when the compiler loads it."));

    [Theory]
    [MemberData(nameof(Names))]
    public void Roslyn_IsNotNewerThanWhatLoadsIt(string name)
    {
        var max = name == "Jobs.CodeFixes" ? EditorVersionMax : CompilerVersionMax;

        Assert.All(
            Of(name).GetReferencedAssemblies().Where(reference => reference.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
            reference => Assert.True(
                new Version(reference.Version!.Major, reference.Version.Minor) <= max, $"{name} references {reference.Name} {reference.Version}, above {max}."));
    }

    [Theory]
    [InlineData("Jobs.Generators")]
    [InlineData("Jobs.Analyzers")]
    public void Workspaces_AreForFixesOnly(string name) =>
        Assert.DoesNotContain(Of(name).GetReferencedAssemblies(), reference => reference.Name!.Contains("Workspaces", StringComparison.Ordinal));

    private static Assembly Of(string name) => name switch
    {
        "Jobs.Generators" => typeof(JobGenerator).Assembly,
        "Jobs.Analyzers" => typeof(JobsAnalyzer).Assembly,
        _ => typeof(JobsFixer).Assembly,
    };
}
