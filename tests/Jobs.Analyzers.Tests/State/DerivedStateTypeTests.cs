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
        .Message(0, "Job 'A' stores values of 'Shape', from which 'Circle' derives; a checkpoint with a 'Circle' in it would be refused, so declare it on 'Shape' with [JobDerivedType], store the two in members of their own, or seal 'Shape'")
        .RunAsync();

    [Fact]
    public Task ADerivedRecord_OfATasksArgument_Triggers() => AnalyzerTest.Of<DerivedStateTypeAnalyzer>(
        """
        public record Item(int N);
        public sealed record Special(int N, int M) : Item(N);
        [Job("a")] public partial class [|A|] { private Task RunAsync(Context ctx) => Task.CompletedTask; [JobTask] private static int T(Item item) => item.N; }
        """).RunAsync();

    [Fact]
    public Task ADerivedClass_ThatItsHierarchyDoesNotDeclare_Triggers() => AnalyzerTest.Of<DerivedStateTypeAnalyzer>(
        """
        [JobDerivedType(typeof(Circle), "circle")] public interface IShape;
        public sealed record Circle(int N) : IShape;
        public readonly record struct Dot(int N) : IShape;
        [Job("a")] public partial class {|#0:A|} { private IShape? _shape; private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """)
        .Message(0, "Job 'A' stores values of 'IShape', from which 'Dot' derives; a checkpoint with a 'Dot' in it would be refused, so declare it on 'IShape' with [JobDerivedType], store the two in members of their own, or seal 'IShape'")
        .RunAsync();

    [Fact]
    public Task ADeclaredHierarchy_DoesNotTrigger() => AnalyzerTest.Of<DerivedStateTypeAnalyzer>(
        """
        [JobDerivedType(typeof(Circle), "circle"), JobDerivedType(typeof(Disc), "disc")] public abstract record Shape(int N);
        public abstract record Round(int N) : Shape(N);
        public record Circle(int N) : Round(N);
        public sealed record Disc(int N) : Circle(N);
        [Job("a")] public partial class A { private Shape? _shape; private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """).RunAsync();

    [Theory]
    [InlineData("JobDerivedType(typeof(C<int>), \"i\")", false)]
    [InlineData("JobDerivedType(typeof(D), \"d\")", true)]
    public Task AGenericClass_WhichIsDeclaredClosed_DoesNotTrigger(string declared, bool triggers) => AnalyzerTest.Of<DerivedStateTypeAnalyzer>(
        $$"""
        [{{declared}}] public abstract record S;
        public sealed record C<T>(T Value) : S;
        {{(triggers ? "public sealed record D(int N) : S;" : "")}}
        [Job("a")] public partial class {{(triggers ? "[|A|]" : "A")}} { private S? _s; private Task RunAsync(Context ctx) => Task.CompletedTask; }
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
