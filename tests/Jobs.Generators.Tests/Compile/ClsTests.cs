using Jobs.TestKit.Roslyn;

namespace Jobs.Generators.Tests.Compile;

public class ClsTests
{
    [Fact]
    public void PublicJob_InAnAssemblyThatPromisesCls_WarnsOfNothing() => GeneratorRun.Of(
        "[assembly: System.CLSCompliant(true)]",
        """
        public sealed record Page(int Number, string Text);
        [Job("a")] public partial class A
        {
            private uint _n;
            public Task<int> RunAsync(Context ctx) => Task.FromResult((int)_n++);
            [JobTask] private static int Work(uint n, Page page) => (int)n;
            [JobTask] private static Page Read(sbyte n) => new(1, "");
        }
        """).CompilesWithoutWarnings();
}
