using Jobs.Analyzers.Usage;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Usage;

/// <summary>(JOB4009)</summary>
public sealed class JobSubmitsItselfTests
{
    [Theory]
    [InlineData("await [|ctx.SubmitAsync(new A { Paths = Paths }, \"next\")|];")]
    [InlineData("await ctx.CheckpointAsync(); var h = await [|ctx.SubmitAsync(new A { Paths = Paths }, \"next\")|]; await h.WaitAsync();")]
    public Task UnderNoCondition_Triggers(string statements) => AnalyzerTest.Of<JobSubmitsItselfAnalyzer>(JobSource.Of(statements)).RunAsync();

    [Theory]
    [InlineData("if (_next < 3) await ctx.SubmitAsync(new A { Paths = Paths }, \"next\");")]
    [InlineData("if (Paths.IsEmpty) return; await ctx.SubmitAsync(new A { Paths = Paths.RemoveAt(0) }, \"next\");")]
    [InlineData("foreach (var p in Paths) await ctx.SubmitAsync(new A { Paths = [p] }, p);")]
    public Task UnderACondition_DoesNotTrigger(string statements) => AnalyzerTest.Of<JobSubmitsItselfAnalyzer>(JobSource.Of(statements)).RunAsync();
}
