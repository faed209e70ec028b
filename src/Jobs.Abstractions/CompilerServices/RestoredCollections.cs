using System.Collections.Immutable;
using System.ComponentModel;

namespace Jobs.CompilerServices;

/// <summary>
/// Puts restored items into the collection that a member's initializer made, so that its comparer, which no store holds, is
/// kept.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RestoredCollections
{
    /// <summary>The initializer's set with the restored items, or the restored set where one of the two is missing.</summary>
    public static TSet FillSet<TSet, T>(TSet made, TSet restored)
        where TSet : ISet<T>?
    {
        if (made is null || restored is null || made.IsReadOnly) return restored;
        made.Clear();
        foreach (var item in restored) made.Add(item);
        return made;
    }

    /// <summary>The initializer's dictionary with the restored items, or the restored one where one of the two is missing.</summary>
    public static TMap FillMap<TMap, TKey, TValue>(TMap made, TMap restored)
        where TMap : IDictionary<TKey, TValue>?
    {
        if (made is null || restored is null || made.IsReadOnly) return restored;
        made.Clear();
        foreach (var item in restored) made[item.Key] = item.Value;
        return made;
    }

    /// <summary>As <see cref="FillSet"/>.</summary>
    public static ImmutableHashSet<T> Fill<T>(ImmutableHashSet<T> made, ImmutableHashSet<T> restored) =>
        made is null || restored is null ? restored! : made.Clear().Union(restored);

    /// <summary>As <see cref="FillSet"/>.</summary>
    public static ImmutableSortedSet<T> Fill<T>(ImmutableSortedSet<T> made, ImmutableSortedSet<T> restored) =>
        made is null || restored is null ? restored! : made.Clear().Union(restored);

    /// <summary>As <see cref="FillMap"/>.</summary>
    public static ImmutableDictionary<TKey, TValue> Fill<TKey, TValue>(
        ImmutableDictionary<TKey, TValue> made, ImmutableDictionary<TKey, TValue> restored)
        where TKey : notnull =>
        made is null || restored is null ? restored! : made.Clear().SetItems(restored);

    /// <summary>As <see cref="FillMap"/>.</summary>
    public static ImmutableSortedDictionary<TKey, TValue> Fill<TKey, TValue>(
        ImmutableSortedDictionary<TKey, TValue> made, ImmutableSortedDictionary<TKey, TValue> restored)
        where TKey : notnull =>
        made is null || restored is null ? restored! : made.Clear().SetItems(restored);
}
