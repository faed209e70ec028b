using Jobs.Architecture.Tests.Sources;

namespace Jobs.Architecture.Tests.Seam;

public class SeamNameTests
{
    // What hosts call, which rules about hosts look up. Generated code names none of it: a library of jobs does without the runtime.
    private static readonly string[] s_hostRules = ["src/Jobs.Analyzers/Usage/HostCalls.cs", "src/Jobs.Analyzers/Usage/OptionOutOfRangeAnalyzer.cs", "src/Jobs.Analyzers/Usage/OptionRanges.cs"];
    private static readonly Microsoft.CodeAnalysis.IAssemblySymbol s_runtime = LibraryAssemblies.Of("Jobs.Runtime");

    private static readonly Microsoft.CodeAnalysis.IAssemblySymbol Abstractions = LibraryAssemblies.Of("Jobs.Abstractions");

    // Its names are those of the rules' categories, as an .editorconfig writes them.
    private const string Categories = "src/Jobs.Analyzers/Categories.cs";

    [Theory]
    [InlineData("src/Jobs.Generators")]
    [InlineData("src/Jobs.Analyzers")]
    [InlineData("src/Jobs.CodeFixes")]
    public void Names_ThatComponentsCarryAsText_AreInAbstractions(string folder) =>
        Guard.FindsNothing(SeamNames.Unresolved(Repository.CSharpFiles(folder).Where(file => file.Path != Categories && !s_hostRules.Contains(file.Path)), Abstractions));

    [Fact]
    public void Names_ThatHostRulesCarryAsText_AreInTheRuntimeOrInAbstractions() =>
        Guard.FindsNothing(Repository.CSharpFiles("src/Jobs.Analyzers").Where(file => s_hostRules.Contains(file.Path))
            .SelectMany(file => SeamNames.Unresolved([file], s_runtime).Intersect(SeamNames.Unresolved([file], Abstractions))));

    [Theory]
    [InlineData("\"Jobs.JobAtribute\"")]
    [InlineData("\"Jobs.TaskGroups`1\"")]
    [InlineData("\"Jobs.TaskGroup`2\"")]
    [InlineData("\"writer.Write(global::Jobs.CompilerServices.JobJson.NoSuchThing(x));\"")]
    [InlineData("$\"new global::Jobs.CompilerServices.NoSuchThing<{1}>()\"")]
    [InlineData("$$\"\"\"global::Jobs.NoSuchThing {{1}}\"\"\"")]
    public void Name_ThatIsNotThere_IsCaught(string literal) =>
        Assert.Single(SeamNames.Unresolved([new("Planted.cs", $"class P {{ string S = {literal}; }}")], Abstractions));

    [Theory]
    [InlineData("\"Jobs.JobAttribute\"")]
    [InlineData("\"Jobs.TaskGroup`1\"")]
    [InlineData("\"x = global::Jobs.CompilerServices.JobJson.CreateReader(json);\"")]
    [InlineData("$\"new global::Jobs.CompilerServices.JobDescriptor<{1}, {2}>()\"")]
    [InlineData("\"Jobs.Generators\"")]
    [InlineData("\"Jobs.Abstractions\"")]
    [InlineData("\"Jobs are listed by name.\"")]
    public void Name_ThatIsThere_IsNotCaught(string literal) =>
        Guard.FindsNothing(SeamNames.Unresolved([new("Planted.cs", $"class P {{ string S = {literal}; }}")], Abstractions));
}
