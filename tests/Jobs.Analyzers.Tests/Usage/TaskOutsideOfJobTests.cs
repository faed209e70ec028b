using Jobs.Analyzers.Usage;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Usage;

/// <summary>(JOB4001)</summary>
public sealed class TaskOutsideOfJobTests
{
    [Fact]
    public Task InAClassThatIsNoJob_Triggers() => AnalyzerTest.Of<TaskOutsideOfJobAnalyzer>(
        """
        public class Base { [JobTask] public static int {|#0:T|}() => 1; }
        [Job("a")] public partial class A : Base { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """).Message(0, "'T' is marked [JobTask], but 'Base' is no job, so nothing can dispatch it; mark the class [Job] or move the method into one").RunAsync();

    [Fact]
    public Task InAJob_DoesNotTrigger() => AnalyzerTest.Of<TaskOutsideOfJobAnalyzer>(
        """[Job("a")] public partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; [JobTask] private static int T() => 1; }""").RunAsync();

    [Fact]
    public Task WithoutJobs_NothingIsAnalyzed() => AnalyzerTest.Of<TaskOutsideOfJobAnalyzer>(
        """
        namespace Jobs { public sealed class JobTaskAttribute : Attribute; }
        public class A { [Jobs.JobTask] public static int T() => 1; }
        """).With(TestCompilationOptions.Default with { ReferencesJobs = false }).WithGenerator(null).RunAsync();

    [Fact]
    public Task WithTypesOfOurNames_FromAnotherAssembly_NothingIsAnalyzed() => AnalyzerTest.Of<TaskOutsideOfJobAnalyzer>(
        """public class A { [Jobs.JobTask] public static int T() => 1; }""").With(TestCompilationOptions.Default with
        {
            ReferencesJobs = false,
            FurtherReferences =
            [
                TestCompilation.Create(
                    TestCompilationOptions.Default with { AssemblyName = "Other", ReferencesJobs = false },
                    "namespace Jobs { public sealed class JobAttribute : Attribute; public sealed class JobTaskAttribute : Attribute; }").ToMetadataReference(),
            ],
        }).WithGenerator(null).RunAsync();
}
