using Jobs.Generators.Tests.Zoo;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Generators.Tests.Compile;

/// <summary>What may stand in a generated file, whatever the job.</summary>
public class EmittedTextTests
{
    public static TheoryData<string> Names => AwkwardJobs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Member_ThatIsOurs_SaysSo(string name)
    {
        var run = GeneratorRun.Of(AwkwardJobs.All[name]);
        var ours = run.Output.SyntaxTrees.Where(tree => !run.Input.ContainsSyntaxTree(tree)).ToHashSet();
        var types = run.Output.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>().ToList();

        foreach (var type in types.Where(type => IsOurs(type) && (type.ContainingType is null || !IsOurs(type.ContainingType))))
        {
            Assert.True(Has(type, "GeneratedCodeAttribute"), $"{type} does not say that it is generated: users' analyzers would judge it.");
            Assert.True(Has(type, "ExcludeFromCodeCoverageAttribute"), $"{type} counts as code that users should cover.");
        }

        foreach (var member in types.Where(type => !IsOurs(type)).SelectMany(type => type.GetMembers()).Where(member => member is not INamedTypeSymbol && IsOurs(member)))
        {
            if (member is IMethodSymbol { AssociatedSymbol: not null }) continue; // The property says it.
            Assert.True(Has(member, "GeneratedCodeAttribute"), $"{member} does not say that it is generated.");
        }

        Assert.All(types.Where(type => type.Name == "__Generated"), type => Assert.True(Has(type, "EditorBrowsableAttribute"), $"{type} is offered to authors."));

        bool IsOurs(ISymbol symbol) =>
            !symbol.IsImplicitlyDeclared && !symbol.DeclaringSyntaxReferences.IsEmpty
            && symbol.DeclaringSyntaxReferences.All(reference => ours.Contains(reference.SyntaxTree));

        static bool Has(ISymbol symbol, string attribute) => symbol.GetAttributes().Any(a => a.AttributeClass!.Name == attribute);
    }

    [Theory]
    [InlineData("System.Reflection", "no reflection: it does not trim")]
    [InlineData("Activator", "no reflection: it does not trim")]
    [InlineData("MakeGeneric", "needs code that is made at run time")]
    [InlineData("System.Enum", "by reflection")]
    [InlineData("JsonSerializer", "by reflection, or of a context that no generator of ours sees")]
    [InlineData("ModuleInitializer", "runs when its assembly is first touched, which is too late to recover a job")]
    [InlineData("#line", "a debugger steps through what is written here")]
    public void File_OfAnyJob_DoesNotHave(string text, string why) =>
        Assert.All(
            AwkwardJobs.All.SelectMany(job => GeneratorRun.Of(job.Value).Emitted),
            file => Assert.False(file.Value.Contains(text, StringComparison.Ordinal), $"{file.Key} has {text}: {why}."));

    [Fact]
    public void File_OfAnyJob_DoesNotKnowWhereItsSourceStands()
    {
        var here = TestCompilation.Create(AwkwardJobs.All["ArgumentsAndDefaults"]);
        var elsewhere = here.RemoveAllSyntaxTrees().AddSyntaxTrees(here.SyntaxTrees.Select(tree => tree.WithFilePath("/elsewhere/" + tree.FilePath)));

        Assert.Equal(Texts(here), Texts(elsewhere));

        static IEnumerable<string> Texts(Compilation compilation) =>
            CSharpGeneratorDriver.Create(new JobGenerator()).RunGenerators(compilation).GetRunResult()
                .Results.Single().GeneratedSources.Select(source => $"{source.HintName}\n{source.SourceText}");
    }
}
