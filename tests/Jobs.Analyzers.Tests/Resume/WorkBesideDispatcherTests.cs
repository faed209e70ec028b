using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3010)</summary>
public sealed class WorkBesideDispatcherTests
{
    [Theory]
    [InlineData("_bytes = await [|Task.Run(() => 1L)|];")]
    [InlineData("[|Parallel.ForEach(Paths, p => File.Delete(p))|];")]
    [InlineData("await [|Parallel.ForEachAsync(Paths, async (p, ct) => await File.ReadAllTextAsync(p, ct))|];")]
    [InlineData("await [|Task.Factory.StartNew(() => Console.WriteLine())|];")]
    [InlineData("[|new Thread(() => Console.WriteLine())|].Start();")]
    [InlineData("[|ThreadPool.QueueUserWorkItem(_ => Console.WriteLine())|];")]
    [InlineData("await [|Task.Run(Work)|];", "private static void Work() { }")]
    public Task ThreadsOfItsOwn_Trigger(string statements, string members = "") => AnalyzerTest.Of<WorkBesideDispatcherAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("await ctx.TaskDispatcher.Measure.Run(\"a\");")]
    [InlineData("await Task.Run(() => _bytes++);")]
    [InlineData("await Task.WhenAll(Paths.Select(async p => await File.ReadAllTextAsync(p)));")]
    [InlineData("await Task.FromResult(1).ContinueWith(t => t.Result);")]
    [InlineData("await ctx.CheckpointAsync();", "[JobTask] private static Task<int> Hash(string p) => Task.Run(() => p.Length);")]
    public Task DispatchedOrSaidByAnotherRule_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<WorkBesideDispatcherAnalyzer>(JobSource.Of(statements, members)).RunAsync();
}
