using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>How a collection is made of the items that were read. <c>{0}</c> is the item's type, <c>{1}</c> a comparer or nothing.</summary>
/// <param name="Builder">What takes the items, with a method <c>Add</c>.</param>
/// <param name="Result">What becomes of it.</param>
internal sealed record SequenceRecipe(string Builder, string Result)
{
    private const string Generic = "global::System.Collections.Generic.";
    private const string ObjectModel = "global::System.Collections.ObjectModel.";
    private const string Concurrent = "global::System.Collections.Concurrent.";
    private const string Frozen = "global::System.Collections.Frozen.";
    private const string Immutable = "global::System.Collections.Immutable.";
    private const string List = Generic + "List<{0}>";

    private static readonly Dictionary<SequenceKind, SequenceRecipe> s_recipes = new()
    {
        [SequenceKind.Array] = OfList("items.ToArray()"),
        [SequenceKind.List] = OfList("items"),
        [SequenceKind.ListInterface] = OfList("items"),
        [SequenceKind.Queue] = OfList($"new {Generic}Queue<{{0}}>(items)"),
        [SequenceKind.Stack] = OfList($"new {Generic}Stack<{{0}}>(items)"),
        [SequenceKind.LinkedList] = OfList($"new {Generic}LinkedList<{{0}}>(items)"),
        [SequenceKind.Collection] = OfList($"new {ObjectModel}Collection<{{0}}>(items)"),
        [SequenceKind.ReadOnlyCollection] = OfList($"new {ObjectModel}ReadOnlyCollection<{{0}}>(items)"),
        [SequenceKind.ObservableCollection] = OfList($"new {ObjectModel}ObservableCollection<{{0}}>(items)"),
        [SequenceKind.ConcurrentQueue] = OfList($"new {Concurrent}ConcurrentQueue<{{0}}>(items)"),
        [SequenceKind.ConcurrentStack] = OfList($"new {Concurrent}ConcurrentStack<{{0}}>(items)"),
        [SequenceKind.ConcurrentBag] = OfList($"new {Concurrent}ConcurrentBag<{{0}}>(items)"),
        [SequenceKind.Memory] = OfList("new global::System.Memory<{0}>(items.ToArray())"),
        [SequenceKind.ReadOnlyMemory] = OfList("new global::System.ReadOnlyMemory<{0}>(items.ToArray())"),
        [SequenceKind.ImmutableList] = OfList($"{Immutable}ImmutableList.CreateRange<{{0}}>(items)"),
        [SequenceKind.ImmutableQueue] = OfList($"{Immutable}ImmutableQueue.CreateRange<{{0}}>(items)"),
        [SequenceKind.ImmutableStack] = OfList($"{Immutable}ImmutableStack.CreateRange<{{0}}>(items)"),
        [SequenceKind.ImmutableArray] = new($"{Immutable}ImmutableArray.CreateBuilder<{{0}}>()", "items.DrainToImmutable()"),
        [SequenceKind.Set] = new($"new {Generic}HashSet<{{0}}>({{1}})", "items"),
        [SequenceKind.SetInterface] = new($"new {Generic}HashSet<{{0}}>({{1}})", "items"),
        [SequenceKind.SortedSet] = new($"new {Generic}SortedSet<{{0}}>({{1}})", "items"),
        [SequenceKind.FrozenSet] = new($"new {Generic}HashSet<{{0}}>({{1}})", $"{Frozen}FrozenSet.ToFrozenSet<{{0}}>(items, items.Comparer)"),
        [SequenceKind.ImmutableSet] = new($"{Immutable}ImmutableHashSet.CreateBuilder<{{0}}>({{1}})", "items.ToImmutable()"),
        [SequenceKind.ImmutableSortedSet] = new($"{Immutable}ImmutableSortedSet.CreateBuilder<{{0}}>({{1}})", "items.ToImmutable()"),
    };

    public static SequenceRecipe Of(SequenceKind kind) => s_recipes[kind];

    public string Make(string element, string comparer) => Fill(Builder, element, comparer);

    public string Finish(string element) => Fill(Result, element, "");

    private static SequenceRecipe OfList(string result) => new($"new {List}()", result);

    private static string Fill(string text, string element, string comparer) => text.Replace("{0}", element).Replace("{1}", comparer);
}
