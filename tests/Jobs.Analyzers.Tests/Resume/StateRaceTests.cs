using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3004)</summary>
public sealed class StateRaceTests
{
    [Theory]
    [InlineData("await Task.Run(() => [|_bytes|] = 1);")]
    [InlineData("await Task.Run(async () => { await Task.Yield(); [|_bytes|]++; });")]
    [InlineData("Parallel.ForEach(Paths, p => [|_bytes|] += p.Length);")]
    [InlineData("await Parallel.ForEachAsync(Paths, async (p, ct) => { await Task.Yield(); [|_seen|].Add(p); });")]
    [InlineData("await Task.WhenAll(Paths.Select(async p => { await Task.Yield(); [|_bytes|] += p.Length; }));")]
    [InlineData("_bytes = 1; await Task.Run(() => Console.WriteLine([|_bytes|]));")]
    [InlineData("await Task.FromResult(1).ContinueWith(t => [|_bytes|] += t.Result);")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => [|_seen|].Clear());")]
    [InlineData("new Thread(() => [|_bytes|] = 2).Start();")]
    [InlineData("using var timer = new Timer(_ => [|_bytes|]++, null, 0, 1);")]
    [InlineData("Paths.AsParallel().ForAll(p => [|_bytes|] += p.Length);")]
    public Task StateInWorkThatRunsBeside_Triggers(string statements) => AnalyzerTest.Of<StateRaceAnalyzer>(JobSource.Of(statements)).RunAsync();

    [Theory]
    [InlineData("await Task.Run(() => [|Add(1)|]);", "private void Add(int n) => AddAll(n); private void AddAll(int n) => _bytes += n;")]
    [InlineData("await Task.Run([|Count|]);", "private void Count() => _bytes++;")]
    [InlineData("await Task.WhenAll(Paths.Select(async p => { await Task.Yield(); [|Total|]++; }));", "private long Total { get; set; }")]
    public Task StateInAHelper_TriggersAtTheCall(string statements, string members = "") => AnalyzerTest.Of<StateRaceAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("_bytes = await Task.Run(() => 1L);")]
    [InlineData("var n = 0; await Task.Run(() => n++); _bytes = n;")]
    [InlineData("await Task.Run(() => Console.WriteLine(Paths.Length));")]
    [InlineData("var lengths = await Task.WhenAll(Paths.Select(async p => { await Task.Yield(); return (long)p.Length; })); _bytes = lengths.Sum();")]
    [InlineData("_bytes = Paths.Select(p => p.Length + _bytes).Sum();")]
    [InlineData("await Task.Run(() => Console.WriteLine(_next));")]
    [InlineData("_seen = Paths.Where(p => !_seen.Contains(p)).ToList();")]
    public Task ValuesHandedBack_DoNotTrigger(string statements) => AnalyzerTest.Of<StateRaceAnalyzer>(JobSource.Of(statements)).RunAsync();
}
