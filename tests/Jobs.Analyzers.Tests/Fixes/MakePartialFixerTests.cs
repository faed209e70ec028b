using Jobs.Analyzers.Declaration;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class MakePartialFixerTests
{
    [Fact]
    public Task AddsPartial_AfterOtherModifiers_AndKeepsComments() => Test(
        """
        // Above.
        [Job("a")]
        public sealed class {|JOB1001:A|} { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }

        /// <summary>Text.</summary>
        [Job("b")] // Beside.
        sealed record /* inside */ {|JOB1001:B|} { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }
        """,
        """
        // Above.
        [Job("a")]
        public sealed partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }

        /// <summary>Text.</summary>
        [Job("b")] // Beside.
        sealed partial record /* inside */ B { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """);

    [Fact]
    public Task AddsPartial_WhereThereIsNoModifier_AndKeepsItsComment() => Test(
        """
        [Job("a")]
        // Between.
        class {|JOB1001:A|} { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }
        """,
        """
        [Job("a")]
        // Between.
        partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """);

    [Fact]
    public Task AddsPartial_ToEachTypeAroundTheJob_OnceForTwoJobs() => Test(
        """
        public static class {|JOB1002:{|JOB1002:Outer|}|}
        {
            [Job("a")] public class {|JOB1001:A|} { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }
            [Job("b")] public partial class B { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }
        }
        """,
        """
        public static partial class Outer
        {
            [Job("a")] public partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }
            [Job("b")] public partial class B { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        }
        """);

    private static Task Test(string before, string after) => CodeFixTest.Of<JobFindingsAnalyzer, MakePartialFixer>(before).GivesAsync(after);
}
