using Jobs.Analyzers.Declaration;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Declaration;

/// <summary>(JOB1014)</summary>
public sealed class JobNameTakenTests
{
    [Fact]
    public Task TwoJobsOfOneName_TriggersOnTheSecond() => AnalyzerTest.Of<JobNameTakenAnalyzer>(
        """[Job("x")] public partial class B { private Task RunAsync(Context ctx) => Task.CompletedTask; }""",
        """[{|#0:Job("x")|}] public partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }""")
        .Message(0, "Job 'A' is stored as 'x', as job 'B' is or was; rows of one would be read as the other")
        .RunAsync();

    [Fact]
    public Task AFormerName_ThatAnotherJobHas_TriggersOnTheFormerOne() => AnalyzerTest.Of<JobNameTakenAnalyzer>(
        """
        [Job("new"), [|FormerlyNamed("x")|]] public partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        [Job("x")] public partial class B { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """).RunAsync();

    [Fact]
    public Task TwoFormerNames_OfDifferentJobs_Trigger() => AnalyzerTest.Of<JobNameTakenAnalyzer>(
        """
        [Job("a"), FormerlyNamed("x")] public partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        [Job("b"), [|FormerlyNamed("x")|]] public partial class B { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """).RunAsync();

    [Fact]
    public Task DifferentNames_AndAJobThatTookItsNameBack_DoNotTrigger() => AnalyzerTest.Of<JobNameTakenAnalyzer>(
        """
        [Job("x"), FormerlyNamed("x")] public partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        [Job("X")] public partial class B { private Task RunAsync(Context ctx) => Task.CompletedTask; [FormerlyNamed("x")] private int _n; }
        """).RunAsync();
}
