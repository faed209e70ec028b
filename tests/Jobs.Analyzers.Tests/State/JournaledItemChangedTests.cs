using Jobs.Analyzers.State;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.State;

/// <summary>(JOB2030)</summary>
public sealed class JournaledItemChangedTests
{
    private const string Members = """
        private readonly JournaledList<Order> _orders = [];
        private readonly JournaledDictionary<string, Order> _byName = [];
        private readonly JournaledDictionary<string, List<int>> _counts = [];
        private readonly JournaledList<int[]> _rows = [];
        private readonly JournaledList<Spot> _spots = [];
        private JournaledSet<Order> Open { get; } = [];
        [JobIgnore] private readonly JournaledList<Order> _cache = [];
        public sealed class Order { public int Total { get; set; } public List<int> Lines { get; set; } = []; public Order? Next { get; set; } [JobIgnore] public int Seen { get; set; } }
        public struct Spot { public int X; public List<int> Tags; }
        """;

    [Theory]
    [InlineData("[|_orders[0].Total = 5|];")]
    [InlineData("[|_orders[^1].Total += 5|];")]
    [InlineData("[|_orders[0].Total++|];")]
    [InlineData("[|_orders[0].Lines.Add(1)|];")]
    [InlineData("[|_orders[0].Lines[0] = 1|];")]
    [InlineData("[|_orders[0].Next!.Total = 1|];")]
    [InlineData("[|(_orders[0].Total, _next) = (1, 2)|];")]
    [InlineData("[|_byName[\"a\"].Total = 1|];")]
    [InlineData("[|_counts[\"a\"].Add(1)|];")]
    [InlineData("[|_rows[0][1] = 2|];")]
    [InlineData("[|_spots[0].Tags.Add(1)|];")]
    [InlineData("var spot = _spots[0]; [|spot.Tags.Add(1)|];")]
    [InlineData("var order = _orders[0]; [|order.Total = 5|];")]
    [InlineData("Order order; order = _orders[0]; [|order.Total = 5|];")]
    [InlineData("foreach (var order in _orders) [|order.Total = 5|];")]
    [InlineData("foreach (var order in _orders.Where(o => o.Total > 1).ToList()) [|order.Total = 5|];")]
    [InlineData("foreach (var order in Open) [|order.Lines.Clear()|];")]
    [InlineData("foreach (var order in _byName.Values) [|order.Total = 5|];")]
    [InlineData("foreach (var pair in _byName) [|pair.Value.Total = 5|];")]
    [InlineData("foreach (var (name, order) in _byName) [|order.Total = 5|];")]
    [InlineData("if (_byName.TryGetValue(\"a\", out var order)) [|order.Total = 5|];")]
    [InlineData("[|_orders.First(o => o.Total == 1).Total = 5|];")]
    [InlineData("_orders.FirstOrDefault()?[|.Lines.Add(1)|];")]
    [InlineData("var a = _orders[0]; var b = _orders[1]; [|a.Total = 5|]; b.Total = 6; _orders[1] = b;")]
    [InlineData("var order = _orders[0]; [|order.Total = 5|]; _orders.RemoveAt(1);")]
    [InlineData("_orders.RemoveAt(1); var order = _orders[0]; [|order.Total = 5|];")]
    [InlineData("var order = _orders[0]; _byName.Remove(\"a\"); [|order.Total = 5|];")]
    [InlineData("foreach (var pair in _byName.ToList()) { [|pair.Value.Total = 5|]; _byName[pair.Key] = new(); }")]
    public Task ItemIsChangedInPlace_Triggers(string statements) => Test(statements);

    [Theory]
    [InlineData("_orders[0] = new() { Total = 5 };")]
    [InlineData("_orders.Add(new()); _orders.RemoveAt(0); _byName[\"a\"] = new(); _byName.Remove(\"a\");")]
    [InlineData("var order = _orders[0]; order.Total = 5; _orders[0] = order;")]
    [InlineData("if (_byName.TryGetValue(\"a\", out var order)) { order.Total = 5; _byName[\"a\"] = order; }")]
    [InlineData("var order = Open.First(); Open.Remove(order); order.Total = 5; Open.Add(order);")]
    [InlineData("_orders[0].Total = 5; _orders[0] = _orders[0];")]
    [InlineData("var order = new Order(); order.Total = 5; _orders.Add(order); order.Lines.Add(1);")]
    [InlineData("var spot = _spots[0]; spot.X = 5; _next = spot.X;")]
    [InlineData("_orders[0].Seen = 5;")]
    [InlineData("_cache[0].Total = 5;")]
    [InlineData("var copy = _counts[\"a\"].ToList(); copy.Add(1);")]
    [InlineData("_next = _orders[0].Total; var total = _orders[0].Total; total++;")]
    [InlineData("_seen.Add(\"a\"); _next = 4;")]
    [InlineData("foreach (var pair in _byName.ToList()) { pair.Value.Total = 5; _byName[pair.Key] = pair.Value; }")]
    [InlineData("foreach (var (name, order) in _byName.ToList()) { order.Total = 5; _byName[name] = order; }")]
    [InlineData("var order = _orders[^1]; _orders.RemoveAt(_orders.Count - 1); order.Total = 5; _next = order.Total;")]
    [InlineData("if (_byName.TryGetValue(\"a\", out var order) && _byName.Remove(\"a\")) { order.Total = 5; _next = order.Total; }")]
    [InlineData("if (_byName.Remove(\"a\", out var order)) { order.Total = 5; _next = order.Total; }")]
    [InlineData("foreach (var order in _orders.ToList()) { _orders.Remove(order); order.Total = 5; }")]
    [InlineData("var orders = _orders.ToList(); _orders.Clear(); foreach (var order in orders) { order.Total = 5; _orders.Add(order); }")]
    [InlineData("var row = _rows[0].ToArray(); row[0] = 3; _rows[0] = row;")]
    [InlineData("for (var i = 0; i < _orders.Count; i++) { var order = _orders[i]; order.Total = i; order.Lines.Add(i); _orders[i] = order; }")]
    [InlineData("var order = _orders.FirstOrDefault(o => o.Total == 3) ?? new Order(); order.Total++; _orders.Add(order);")]
    public Task ItemIsReplacedOrWrittenBack_DoesNotTrigger(string statements) => Test(statements);

    [Fact]
    public Task MethodOfTheClass_IsLookedInto() => Test("Change();", Members + "\nprivate void Change() => [|_orders[0].Total = 5|];");

    [Theory]
    [InlineData("{|#0:_orders[0].Total = 5|};", "An item of '_orders' of job 'A' is changed in place: checkpoints store what is done through the collection, so an attempt that resumes is given the item as it was; write it back, as _orders[index] = item")]
    [InlineData("{|#0:_byName[\"a\"].Total = 5|};", "An item of '_byName' of job 'A' is changed in place: checkpoints store what is done through the collection, so an attempt that resumes is given the item as it was; write it back, as _byName[key] = item")]
    [InlineData("foreach (var o in Open) {|#0:o.Total = 5|};", "An item of 'Open' of job 'A' is changed in place: checkpoints store what is done through the collection, so an attempt that resumes is given the item as it was; remove it from 'Open', change it and add it again")]
    public Task Message_NamesTheCollectionAndTheRemedy(string statements, string message) =>
        AnalyzerTest.Of<JournaledItemChangedAnalyzer>(JobSource.Of(statements + " await ctx.CheckpointAsync();", Members)).Message(0, message).RunAsync();

    private static Task Test(string statements, string members = Members) =>
        AnalyzerTest.Of<JournaledItemChangedAnalyzer>(JobSource.Of(statements + " await ctx.CheckpointAsync();", members)).RunAsync();
}
