using Jobs.Analyzers.Resume;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3001)</summary>
public sealed class StoredResultAddedTwiceTests
{
    [Theory]
    [InlineData("[|_n += await ctx.TaskDispatcher.Measure.Run(1)|];")]
    [InlineData("[|_n += (await ctx.TaskDispatcher.Measure.Run(1).ConfigureAwait(false)) * 2|];")]
    [InlineData("[|_n -= await ctx.TaskDispatcher.Measure.Run(1)|];")]
    [InlineData("[|_n = _n + await ctx.TaskDispatcher.Measure.Run(1)|];")]
    [InlineData("[|N += await ctx.TaskDispatcher.Measure.Run(1)|];")]
    [InlineData("[|Inherited += await ctx.TaskDispatcher.Measure.Run(1)|];")]
    [InlineData("[|this._n += await ctx.TaskDispatcher.Measure.Run(1)|];")]
    [InlineData("[|_array[0] += await ctx.TaskDispatcher.Measure.Run(1)|];")]
    [InlineData("[|_totals.Sum += await ctx.TaskDispatcher.Measure.Run(1)|];")]
    [InlineData("[|_counts[\"a\"] += await ctx.TaskDispatcher.Measure.Run(1)|];")]
    [InlineData("[|_list.Add(await ctx.TaskDispatcher.Measure.Run(1))|];")]
    [InlineData("[|_journal.Add(await ctx.TaskDispatcher.Measure.Run(1))|];")]
    [InlineData("[|_immutable = _immutable.Add(await ctx.TaskDispatcher.Measure.Run(1))|];")]
    public Task AddingASingleResult_Triggers(string statement) => Test(statement);

    [Theory]
    [InlineData("var r = await ctx.TaskDispatcher.Measure.Run(1); [|_n += r|];")]
    [InlineData("long r; r = await ctx.TaskDispatcher.Measure.Run(1); [|_n += r|];")]
    [InlineData("var t = ctx.TaskDispatcher.Measure.Run(1); [|_n += await t|];")]
    [InlineData("var r = await ctx.TaskDispatcher.Measure.Run(1); var twice = r * 2; [|_n += twice|];")]
    [InlineData("var all = await Task.WhenAll(ctx.TaskDispatcher.Measure.Run(1), ctx.TaskDispatcher.Measure.Run(2)); [|_n += all[0]|];")]
    [InlineData("var (a, b) = (await ctx.TaskDispatcher.Measure.Run(1), 2); [|_n += a|];")]
    [InlineData("if (await ctx.TaskDispatcher.Measure.Run(1) > 0) [|_n++|];")]
    public Task ThroughLocalsAndConditions_Triggers(string statements) => Test(statements);

    [Theory]
    [InlineData("foreach (var r in await ctx.TaskDispatcher.Measure.Many([1, 2]).ResultsAsync()) [|_n += r|];")]
    [InlineData("foreach (var r in await ctx.TaskDispatcher.Measure.Many([1, 2]).ResultsAsync()) { [|_n++|]; }")]
    [InlineData("var group = ctx.TaskDispatcher.Measure.Many([1, 2]); var all = await group.ResultsAsync(); [|_n += all.Sum()|];")]
    [InlineData("var all = await ctx.TaskDispatcher.Measure.Many([1, 2]).ResultsAsync(); [|_list.AddRange(all)|];")]
    public Task AddingTheResultsOfAGroup_Triggers(string statements) => Test(statements);

    [Theory]
    [InlineData("var child = await ctx.SubmitAsync(new Child(), \"c\"); [|_n += await child.ResultAsync()|];")]
    [InlineData("var child = await ctx.SubmitAsync(new Child(), \"c\"); [|_n += await child.ResultAsync(ctx.CancellationToken).ConfigureAwait(false)|];")]
    [InlineData("[|_n += await (await ctx.SubmitAsync(new Child(), \"c\")).ResultAsync()|];")]
    [InlineData("JobHandle<long> child = await ctx.SubmitAsync(new Child(), \"c\"); var r = await child.ResultAsync(); [|_list.Add(r)|];")]
    [InlineData("var child = await ctx.SubmitAsync(new Child(), \"c\"); var result = child.ResultAsync(); [|_n = _n + await result|];")]
    [InlineData("var child = await ctx.SubmitAsync(new Child(), \"c\"); if (await child.ResultAsync() > 0) [|_n++|];")]
    [InlineData("foreach (var i in Inputs) { var child = await ctx.SubmitAsync(new Child { Start = i }, $\"c{i}\"); [|_n += await child.ResultAsync()|]; }")]
    [InlineData("var children = new List<JobHandle<long>>(); foreach (var child in children) [|_n += await child.ResultAsync()|];")]
    public Task AddingTheResultOfAChildJob_Triggers(string statements) => Test(statements);

    [Theory]
    [InlineData("var child = await ctx.SubmitAsync(new Child(), \"c\"); _n = await child.ResultAsync();")]
    [InlineData("var child = await ctx.SubmitAsync(new Child(), \"c\"); long n = 0; n += await child.ResultAsync(); _n = n;")]
    [InlineData("var child = await ctx.SubmitAsync(new Child(), \"c\"); _ignored += await child.ResultAsync();")]
    [InlineData("var child = await ctx.SubmitAsync(new Child(), \"c\"); await child.ResultAsync(); _n++;")]
    [InlineData("var child = await ctx.SubmitAsync(new Child(), \"c\"); if (!_done) { _n += await child.ResultAsync(); _done = true; }")]
    [InlineData("var child = await ctx.SubmitAsync(new Child { Start = _position }, \"c\" + _position); _n += await child.ResultAsync(); _position++;")]
    [InlineData("var child = await ctx.SubmitAsync(new Child(), $\"c{_position}\"); var r = await child.ResultAsync(); _n += r; _position++;")]
    [InlineData("_n += await (await ctx.SubmitAsync(new Child(), $\"c{_position}\")).ResultAsync(); _position++;")]
    [InlineData("var child = new Other(); _n += await child.ResultAsync();")]
    public Task ResultOfAChildJob_ThatIsAddedOnce_DoesNotTrigger(string statements) => Test(statements);

    [Fact]
    public Task OutsideOfAJob_DoesNotTrigger() => AnalyzerTest.Of<StoredResultAddedTwiceAnalyzer>(
        "public sealed class Sum { private long _n; public async Task AddAsync(JobHandle<long> job) { _n += await job.ResultAsync(); await Task.Delay((int)_n); } }").RunAsync();

    [Theory]
    [InlineData("await foreach (var r in ctx.TaskDispatcher.Measure.Many([1, 2])) _n += r.Result;")]
    [InlineData("var group = ctx.TaskDispatcher.Measure.Many([1, 2]); await foreach (var r in group) { if (r.IsFaulted) _n++; else _list.Add(r.Result); }")]
    [InlineData("var factor = await ctx.TaskDispatcher.Measure.Run(1); await foreach (var r in ctx.TaskDispatcher.Measure.Many([1, 2])) _n += r.Result * factor;")]
    public Task EnumeratingAGroup_DoesNotTrigger(string statements) => Test(statements);

    [Theory]
    [InlineData("_n = await ctx.TaskDispatcher.Measure.Run(1);")]
    [InlineData("_totals.Sum = await ctx.TaskDispatcher.Measure.Run(1);")]
    [InlineData("_counts[\"a\"] = await ctx.TaskDispatcher.Measure.Run(1);")]
    [InlineData("_set.Add(await ctx.TaskDispatcher.Measure.Run(1));")]
    [InlineData("long n = 0; n += await ctx.TaskDispatcher.Measure.Run(1); _n = n;")]
    [InlineData("_ignored += await ctx.TaskDispatcher.Measure.Run(1);")]
    [InlineData("s_static += await ctx.TaskDispatcher.Measure.Run(1);")]
    [InlineData("await ctx.TaskDispatcher.Measure.Run(1); _n++;")]
    [InlineData("_immutable.Add(await ctx.TaskDispatcher.Measure.Run(1));")]
    public Task WhatMayBeDoneTwice_DoesNotTrigger(string statements) => Test(statements);

    [Theory]
    [InlineData("if (!_done) { _n += await ctx.TaskDispatcher.Measure.Run(1); _done = true; }")]
    [InlineData("if (_done) return; _n += await ctx.TaskDispatcher.Measure.Run(1); _done = true;")]
    [InlineData("while (_position < 10) { _n += await ctx.TaskDispatcher.Measure.Run(1); _position++; }")]
    [InlineData("var r = await ctx.TaskDispatcher.Measure.Run(_position); _n += r; _position++;")]
    [InlineData("for (; _position < 10; _position++) _n += await ctx.TaskDispatcher.Measure.Run(1);")]
    [InlineData("for (var i = _position; i < 10; i++) _n += await ctx.TaskDispatcher.Measure.Run(i);")]
    [InlineData("while (true) { _n += await ctx.TaskDispatcher.Measure.Run(_position); if (++_position == 9) break; }")]
    [InlineData("foreach (var i in Inputs.Skip(_position)) { _n += await ctx.TaskDispatcher.Measure.Run(i); _position++; }")]
    [InlineData("switch (_position) { case 0: _n += await ctx.TaskDispatcher.Measure.Run(1); _position = 1; break; }")]
    public Task GuardedByTheState_DoesNotTrigger(string statements) => Test(statements);

    [Theory]
    [InlineData("_n = 0; foreach (var r in await ctx.TaskDispatcher.Measure.Many([1, 2]).ResultsAsync()) _n += r;")]
    [InlineData("_list.Clear(); _list.AddRange(await ctx.TaskDispatcher.Measure.Many([1, 2]).ResultsAsync());")]
    public Task SetAnewBefore_DoesNotTrigger(string statements) => Test(statements);

    [Theory]
    [InlineData("_position = 0; [|_n += await ctx.TaskDispatcher.Measure.Run(1)|];")]
    [InlineData("[|_n += await ctx.TaskDispatcher.Measure.Run(1)|]; _n = 0;")]
    [InlineData("foreach (var i in Inputs) [|_n += await ctx.TaskDispatcher.Measure.Run(i)|];")]
    [InlineData("if (Inputs.Length > 0) { [|_n += await ctx.TaskDispatcher.Measure.Run(1)|]; }")]
    public Task WhatOnlyLooksLikeAGuard_Triggers(string statements) => Test(statements);

    [Fact]
    public Task InAHelperMethod_Triggers() => AnalyzerTest.Of<StoredResultAddedTwiceAnalyzer>(
        Job("await StepAsync(ctx);", "private async Task StepAsync(Context ctx) => [|_n += await ctx.TaskDispatcher.Measure.Run(1)|];")).RunAsync();

    [Fact]
    public Task Message_NamesTheMember() => AnalyzerTest.Of<StoredResultAddedTwiceAnalyzer>(Job("{|#0:_n += await ctx.TaskDispatcher.Measure.Run(1)|};"))
        .Message(0, "'_n' is changed by a result that a resumed job gets again, so it would be added twice; assign it, or, for tasks, enumerate their group with 'await foreach', which delivers each result once")
        .RunAsync();

    private static Task Test(string statements) => AnalyzerTest.Of<StoredResultAddedTwiceAnalyzer>(Job(statements)).RunAsync();

    private static string Job(string statements, string members = "") =>
        $$"""
        [Job("a")]
        public sealed partial class A : Base
        {
            public required ImmutableArray<int> Inputs { get; init; }
            private long _n;
            private long N { get; set; }
            private bool _done;
            private int _position;
            private long[] _array = [0];
            private List<long> _list = [];
            private HashSet<long> _set = [];
            private Dictionary<string, long> _counts = [];
            private ImmutableList<long> _immutable = [];
            private readonly JournaledList<long> _journal = [];
            private Totals _totals = new();
            [JobIgnore] private long _ignored;
            private static long s_static;
            private sealed class Totals { public long Sum { get; set; } }

            private async Task RunAsync(Context ctx)
            {
                {{statements}}
                await ctx.CheckpointAsync();
            }

            {{members}}

            [JobTask] private static long Measure(int n) => n;
        }

        public abstract class Base { protected long Inherited { get; set; } }

        [Job("child")]
        public sealed partial class Child
        {
            public int Start { get; init; }
            private async Task<long> RunAsync(Context ctx) { await ctx.CheckpointAsync(); return Start; }
        }

        public sealed class Other { public Task<long> ResultAsync() => Task.FromResult(1L); }
        """;
}
