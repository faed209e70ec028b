using Jobs.TestKit.Roslyn;

namespace Jobs.Generators.Tests.Compile;

public class RegistrationTests
{
    private const string A = """[Job("a")] public partial class A { private Task RunAsync(Context c) => Task.CompletedTask; }""";

    [Theory]
    [InlineData("Acme.Files", "AddAcmeFilesJobs")]
    [InlineData("acme-files v2", "Addacmefilesv2Jobs")]
    [InlineData("2nd", "Add2ndJobs")]
    [InlineData("データ", "AddJobs")]
    public void Method_IsNamedByItsAssembly(string assembly, string method) =>
        GeneratorRun.Of(A, $$"""static class Use { static JobCatalogBuilder All() => new JobCatalogBuilder().{{method}}(); }""")
            .With(TestCompilationOptions.Default with { AssemblyName = assembly })
            .CompilesWithoutWarnings();

    [Fact]
    public void Method_WithTheAttribute_IsNamedByIt() =>
        GeneratorRun.Of("""[assembly: JobsRegistration("Mine")]""", A, "static class Use { static JobCatalogBuilder All() => new JobCatalogBuilder().AddMineJobs(); }")
            .CompilesWithoutWarnings();

    [Fact]
    public void Method_OfADerivedBuilder_ReturnsThatBuilder() =>
        GeneratorRun.Of(A, "class Mine : JobCatalogBuilder { } static class Use { static Mine All() => new Mine().AddAcmeJobs(); }")
            .CompilesWithoutWarnings();

    [Fact]
    public void Method_Called_AddsEveryJobUnderItsStoredName()
    {
        using var loaded = GeneratorRun.Of(A, """
            [Job("b")] [FormerlyNamed("was-b")] internal partial class B { private Task RunAsync(Context c) => Task.CompletedTask; }
            public static class Use { public static JobCatalogBuilder All() => new JobCatalogBuilder().AddAcmeJobs().AddAcmeJobs(); }
            """).Load();

        var builder = (JobCatalogBuilder)loaded.Invoke("Use", "All")!;

        Assert.Equal(["a", "b", "was-b"], builder.Descriptors.Keys.Order());
    }

    [Fact]
    public void Method_WhereTwoClassesAreStoredUnderOneName_ThrowsAndNamesBoth()
    {
        // The rule JOB1014 sees one assembly; two of them meet only in a host.
        using var loaded = GeneratorRun.Of(A, """
            [Job("a")] public partial class Other { private Task RunAsync(Context c) => Task.CompletedTask; }
            public static class Use { public static JobCatalogBuilder All() => new JobCatalogBuilder().AddAcmeJobs(); }
            """).Load();

        var e = Assert.Throws<JobUsageException>(() => loaded.Invoke("Use", "All"));

        Assert.Contains("'a': A and Other", e.Message, StringComparison.Ordinal);
    }
}
