using Jobs.Analyzers.State;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.State;

/// <summary>(JOB2013)</summary>
public sealed class DerivedStateTypeTests
{
    [Fact]
    public Task ADerivedClass_Triggers_WhereverTheStoredOneIsNested() => AnalyzerTest.Of<DerivedStateTypeAnalyzer>(
        """
        public class Shape { public int N { get; set; } }
        public class Round : Shape;
        public sealed class Circle : Round;
        public sealed record Drawing(List<Shape> Shapes);
        [Job("a")] public partial class {|#0:A|} { private Drawing? _drawing; private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """)
        .Message(0, "Job 'A' stores values of 'Shape', from which 'Circle' derives; a checkpoint with a 'Circle' in it would be refused, so store the two in members of their own, or seal 'Shape'")
        .RunAsync();

    [Fact]
    public Task ADerivedRecord_OfATasksArgument_Triggers() => AnalyzerTest.Of<DerivedStateTypeAnalyzer>(
        """
        public record Item(int N);
        public sealed record Special(int N, int M) : Item(N);
        [Job("a")] public partial class [|A|] { private Task RunAsync(Context ctx) => Task.CompletedTask; [JobTask] private static int T(Item item) => item.N; }
        """).RunAsync();

    [Fact]
    public Task SealedOrUnderived_DoesNotTrigger() => AnalyzerTest.Of<DerivedStateTypeAnalyzer>(
        """
        public class Open { public int N { get; set; } }
        public sealed class Sealed { public int N { get; set; } }
        public class Unstored { public int N { get; set; } }
        public sealed class Derived : Unstored;
        [Job("a")] public partial class A { private Open? _open; private Sealed? _sealed; private Derived? _derived; private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """).RunAsync();
}
