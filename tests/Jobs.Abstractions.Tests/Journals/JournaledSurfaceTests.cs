using System.Collections;
using Jobs.CompilerServices;

namespace Jobs.Abstractions.Tests.Journals;

/// <summary>Journaled sets and dictionaries are what their interfaces promise, compared with those of the platform.</summary>
public class JournaledSurfaceTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Set_Algebra_IsThatOfAHashSet(int seed)
    {
        var random = new Random(seed);
        var set = new JournaledSet<string?>(StringComparer.OrdinalIgnoreCase);
        var model = new HashSet<string?>(StringComparer.OrdinalIgnoreCase);
        for (var step = 0; step < 200; step++)
        {
            string?[] other = [.. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(9) is > 0 and var n ? $"{(random.Next(2) == 0 ? 'a' : 'A')}{n}" : null)];
            switch (random.Next(6))
            {
                case 0: set.IntersectWith(other); model.IntersectWith(other); break;
                case 1: set.ExceptWith(other); model.ExceptWith(other); break;
                case 2: set.SymmetricExceptWith(other); model.SymmetricExceptWith(other); break;
                case 3: Assert.Equal(model.RemoveWhere(i => i is "a1" or "A2"), set.RemoveWhere(i => i is "a1" or "A2")); break;
                default: set.UnionWith(other); model.UnionWith(other); break;
            }

            Assert.Equal(model.Order(), set.Order());
            Assert.Equal(
                (model.IsSubsetOf(other), model.IsProperSubsetOf(other), model.IsSupersetOf(other), model.IsProperSupersetOf(other), model.Overlaps(other), model.SetEquals(other)),
                (set.IsSubsetOf(other), set.IsProperSubsetOf(other), set.IsSupersetOf(other), set.IsProperSupersetOf(other), set.Overlaps(other), set.SetEquals(other)));
            Assert.Equal((model.TryGetValue("A3", out var expected), expected), (set.TryGetValue("A3", out var actual), actual));
        }
    }

    [Fact]
    public void Set_WithItself_IsWhatAHashSetIsWithItself()
    {
        JournaledSet<int> set = [1, 2];
        set.UnionWith(set);
        set.IntersectWith(set);
        Assert.Equal([1, 2], set.Order());
        Assert.True(set.SetEquals(set) && set.IsSubsetOf(set) && !set.IsProperSubsetOf(set));
        set.SymmetricExceptWith(set);
        Assert.Empty(set);
        set.Add(3);
        set.ExceptWith(set);
        Assert.Empty(set);
    }

    [Fact]
    public void Enumeration_WhileItemsAreAdded_Throws_AndWhileTheyAreRemoved_DoesNot()
    {
        JournaledSet<int> set = [1, 2, 3, 4];
        foreach (var item in set) set.Remove(item);
        Assert.Empty(set);

        JournaledDictionary<int, int> map = [new(1, 1), new(2, 2)];
        foreach (var (key, value) in map) map[key] = value + 1;
        Assert.Equal([2, 3], map.Values.Order());
        var e = Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (var (key, _) in map) map[key + 10] = 0;
        });
        Assert.Contains("[.. items]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dictionary_ThroughItsInterfaces_IsADictionary()
    {
        IDictionary<string, int> map = new JournaledDictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 };
        map.Add(new("b", 2));
        var isThere = map.Contains(new("B", 2));
        Assert.True(isThere);
        Assert.False(map.Remove(new KeyValuePair<string, int>("b", 3)));
        Assert.True(map.Remove(new KeyValuePair<string, int>("B", 2)));
        Assert.Equal(["a"], map.Keys);
        Assert.Equal([1], map.Values);
        Assert.True(map.Keys.IsReadOnly);
        Assert.Throws<NotSupportedException>(() => map.Keys.Add("c"));
        var copy = new KeyValuePair<string, int>[2];
        map.CopyTo(copy, 1);
        Assert.Equal(new("a", 1), copy[1]);
        Assert.Throws<ArgumentException>(() => map.CopyTo(copy, 2));
        Assert.Contains("'A'", Assert.Throws<ArgumentException>(() => map.Add("A", 5)).Message, StringComparison.Ordinal);
        Assert.Contains("'x'", Assert.Throws<KeyNotFoundException>(() => map["x"]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => map[null!] = 1);
        Assert.Single((IEnumerable)map);
        Assert.True(((JournaledDictionary<string, int>)map).Remove("A", out var removed) && removed == 1);
    }

    [Fact]
    public void CollectionExpression_WithAKeyTwice_IsRefusedAsAdd() =>
        Assert.Throws<ArgumentException>(() => new JournaledDictionaryHolder());

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Table_WhoseSlotsAreTakenAgain_LosesNothing(int seed)
    {
        var random = new Random(seed);
        var model = new Dictionary<long, int>();
        var map = new JournaledDictionary<long, int>();
        for (var step = 0; step < 5000; step++)
        {
            // Keys that differ in their high bits alone, too.
            var key = (long)random.Next(300) << (random.Next(2) * 24);
            if (random.Next(3) > 0) model[key] = map[key] = step;
            else Assert.Equal(model.Remove(key), map.Remove(key));
        }

        Assert.Equal(model.OrderBy(p => p.Key), map.OrderBy(p => p.Key));
        Assert.Equal(model.Count, map.Count);
    }

    [Fact]
    public void Changes_WithoutACheckpoint_StayWithinTwiceTheItems()
    {
        JournaledList<int> list = [0, 0];
        JournaledSet<int> set = [];
        JournaledDictionary<string, int> map = [];
        for (var i = 0; i < 10_000; i++)
        {
            list[i % 2] = i;
            if (!set.Add(i % 3)) set.Remove(i % 3);
            map["k"] = i;
        }

        Assert.All(new IJournal[] { list, set, map }, j => Assert.InRange(j.Log.PendingChanges, 1, 1100));
        Assert.Equal([9998, 9999], list);
    }

    private sealed class JournaledDictionaryHolder
    {
        public JournaledDictionary<int, int> Map { get; } = [new(1, 1), new(1, 2)];
    }
}
