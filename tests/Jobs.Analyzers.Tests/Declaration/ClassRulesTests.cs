using Jobs.Analyzers.Declaration;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Analyzers.Tests.Declaration;

/// <summary>JOB10xx. In a job that is blocked there is no generated Context, so the marks name that error too.</summary>
public sealed class ClassRulesTests
{
    [Fact]
    public Task ARightJob_DoesNotTrigger() => Test(
        """
        [Job("a", Version = 2, MaxAttempts = 3, TimeoutSeconds = 1.5), FormerlyNamed("old")]
        public sealed partial class A
        {
            public required string Input { get; init; }
            private int _count;
            private async Task<int> RunAsync(Context ctx, TimeProvider clock, CancellationToken ct)
            {
                await ctx.CheckpointAsync();
                return _count;
            }
        }
        """);

    [Theory]
    [InlineData("class")]
    [InlineData("sealed class")]
    [InlineData("sealed record")]
    public Task NotPartial_Triggers(string kind) => Test(
        $$"""
        [Job("a")]
        public {{kind}} {|JOB1001:A|} { private async Task RunAsync({|CS0246:Context|} ctx) => await Task.CompletedTask; }
        """);

    [Fact]
    public Task PartialOnEveryDeclaration_DoesNotTrigger() => Test(
        """[Job("a")] public partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }""",
        """partial class A { private int _state; public int State => _state++; }""");

    [Fact]
    public Task EachTypeAroundAJob_ThatIsNotPartial_Triggers() => Test(
        """
        public class {|#0:Outer|}
        {
            public partial struct Middle
            {
                public interface {|#1:Inner|}
                {
                    [Job("a")] public sealed partial class A { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }
                }
            }
        }
        """, test => test.Rule("JOB1002")
            .Message(0, "'Outer' must be partial, because job 'A' is declared inside it")
            .Message(1, "'Inner' must be partial, because job 'A' is declared inside it"));

    [Fact]
    public Task NestedInPartialTypes_DoesNotTrigger() => Test(
        """
        public static partial class Outer
        {
            internal partial interface IMiddle
            {
                [Job("a")] public sealed partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }
            }
        }
        """);

    [Fact]
    public Task Generic_Triggers() => Test(
        """
        [Job("a")] public sealed partial class {|JOB1003:A|}<T> { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }
        public partial class Outer<T>
        {
            [Job("b")] public sealed partial class {|JOB1003:B|} { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }
        }
        """);

    [Fact]
    public Task FileLocal_Triggers() => Test(
        """[Job("a")] file sealed partial class {|JOB1004:A|} { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }""");

    // That its Context is unknown, and nothing else is wrong, says that nothing was emitted.
    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp11)]
    public Task OlderLanguage_Triggers_AndNothingIsEmitted(LanguageVersion version) => Test(
        """using System.Threading.Tasks; using Jobs; namespace N { [Job("a")] public sealed partial class {|#0:A|} { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; } }""",
        test => test.Rule("JOB1017").With(TestCompilationOptions.Default with { LanguageVersion = version, ImplicitUsings = false, Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable }).Message(
            0,
            $"Job 'A' cannot be generated: its project is compiled as C# {version.ToDisplayString()}, and what is generated is C# 12; remove <LangVersion> from the project, or set it to 12 or later"));

    [Theory]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("private protected")]
    public Task PrivateOrProtected_Triggers(string accessibility) => Test(
        $$"""
        public partial class Outer
        {
            [Job("a")] {{accessibility}} sealed partial class {|JOB1005:A|} { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }
        }
        """);

    [Theory]
    [InlineData("internal")]
    [InlineData("protected internal")]
    [InlineData("public")]
    public Task InternalOrMore_DoesNotTrigger(string accessibility) => Test(
        $$"""
        public partial class Outer
        {
            [Job("a")] {{accessibility}} sealed partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        }
        """);

    [Fact]
    public Task Abstract_Triggers() => Test(
        """[Job("a")] public abstract partial class {|JOB1006:A|} { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }""");

    [Fact]
    public Task Static_Triggers() => Test(
        """[Job("a")] public static partial class {|JOB1007:A|} { private static Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }""");

    [Fact]
    public Task PrimaryConstructor_Triggers() => Test(
        """
        [Job("a")] public sealed partial class A{|JOB1008:(string folder)|} { private Task RunAsync({|CS0246:Context|} ctx) => Task.FromResult(folder); }
        [Job("b")] public sealed partial record B{|JOB1008:(string Folder)|} { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }
        """);

    [Fact]
    public Task OtherConstructors_DoNotTrigger() => Test(
        """
        [Job("a")]
        public sealed partial class A
        {
            private string _folder;
            public A(string folder) => _folder = folder;
            private Task RunAsync(Context ctx) => Task.FromResult(_folder);
        }
        """);

    [Fact]
    public Task DerivedFromAJob_Triggers() => Test(
        """
        [Job("a")] public partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        [Job("b")] public sealed partial class {|JOB1009:B|} : A { private Task RunAsync({|CS0122:Context|} ctx) => Task.CompletedTask; }
        """);

    [Fact]
    public Task BaseWithoutConstructor_Triggers() => Test(
        """
        public abstract class Base { private protected Base(int n) { } }
        [Job("a")] public sealed partial class {|JOB1010:A|} : Base { public A() : base(1) { } private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }
        """);

    [Fact]
    public Task BaseWithOptionalParameters_DoesNotTrigger() => Test(
        """
        public abstract class Base { protected Base(int n = 1) { } }
        [Job("a")] public sealed partial class A : Base { private Task RunAsync(Context ctx) => Task.CompletedTask; }
        """);

    [Theory]
    [InlineData("public class {|JOB1011:Context|};")]
    [InlineData("public class {|JOB1011:Context|}; private class {|JOB1011:__Generated|};")]
    public Task OwnContext_Triggers(string types) => Test(
        $$"""[Job("a")] public sealed partial class A { {{types}} private Task RunAsync(Context ctx) => Task.CompletedTask; }""");

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null!")]
    [InlineData("\" a\"")]
    [InlineData("\"a\\n\"")]
    [InlineData("\"" + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789" + "0\"")]
    public Task InvalidName_Triggers(string name) => Test(
        $$"""[{|JOB1012:Job({{name}})|}] public sealed partial class A { private Task RunAsync({|CS0246:Context|} ctx) => Task.CompletedTask; }""");

    [Theory]
    [InlineData("Version = 0", "Version of 'A' is 0, which is not allowed (1 to 2147483647)")]
    [InlineData("MaxAttempts = -1", "MaxAttempts of 'A' is -1, which is not allowed (0 to 1000)")]
    [InlineData("MaxAttempts = 1001", "MaxAttempts of 'A' is 1001, which is not allowed (0 to 1000)")]
    [InlineData("TimeoutSeconds = -0.5", "TimeoutSeconds of 'A' is -0.5, which is not allowed (0 to one year)")]
    [InlineData("TimeoutSeconds = double.NaN", "TimeoutSeconds of 'A' is NaN, which is not allowed (0 to one year)")]
    public Task ValueOutOfRange_Triggers(string argument, string message) => Test(
        $$"""[{|#0:Job("a", {{argument}})|}] public sealed partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }""",
        test => test.Rule("JOB1013").Message(0, message));

    [Theory]
    [InlineData("Version = 0")]
    [InlineData("MaxAttempts = 0")]
    [InlineData("RetryDelayMs = -1")]
    [InlineData("Pool = \"\"")]
    public Task ValueOutOfRange_OfATask_Triggers(string argument) => Test(
        $$"""
        [Job("a")]
        public sealed partial class A
        {
            private Task RunAsync(Context ctx) => Task.CompletedTask;
            [{|JOB1013:JobTask({{argument}})|}] private static int Measure(string path) => path.Length;
        }
        """);

    [Fact]
    public Task AForeignJobAttribute_DoesNotTrigger() => Test(
        """
        namespace Other
        {
            public sealed class JobAttribute(string name) : Attribute { public string Name => name; }
            [Job("a")] public class A { }
        }
        """);

    [Theory]
    [InlineData("[Job]")]
    [InlineData("[Job(]")]
    [InlineData("[Job(Missing)]")]
    [InlineData("[Job(1)]")]
    public async Task HalfTypedAttributes_ReportNothingOfOurs(string attribute)
    {
        var compilation = GeneratorRun.Of($$"""{{attribute}} public sealed partial class A { private Task RunAsync(Context ctx) => Task.CompletedTask; }""").Output;

        Assert.Empty(await AnalyzerTest.ReportedBy(new JobFindingsAnalyzer(), compilation));
    }

    private static Task Test(params string[] sources) => AnalyzerTest.Of<JobFindingsAnalyzer>(sources).RunAsync();

    private static Task Test(string source, Func<AnalyzerTest, AnalyzerTest> with) => with(AnalyzerTest.Of<JobFindingsAnalyzer>(source)).RunAsync();
}
