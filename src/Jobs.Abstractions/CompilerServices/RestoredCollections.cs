using System.Collections.Frozen;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Jobs.CompilerServices;

/// <summary>
/// Puts restored items into the collection that a member's initializer made, so that its comparer is kept, unless the
/// restored one was stored with a comparer of its own.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RestoredCollections
{
    /// <summary>The initializer's set with the restored items, or the restored set where one of the two is missing.</summary>
    /// <exception cref="JobPayloadException">Two items are one by the initializer's comparer.</exception>
    public static TSet FillSet<TSet, T>(TSet made, TSet restored, [CallerArgumentExpression(nameof(made))] string member = "")
        where TSet : ISet<T>?
    {
        if (made is null || restored is null || ReferenceEquals(made, restored) || made.IsReadOnly || JobComparers.NameOfSet<T>(restored, kept: true) is not null) return restored;
        made.Clear();
        foreach (var item in restored)
        {
            if (!made.Add(item)) throw One("items", item, member);
        }

        return made;
    }

    /// <summary>The initializer's dictionary with the restored items, or the restored one where one of the two is missing.</summary>
    /// <exception cref="JobPayloadException">Two keys are one by the initializer's comparer.</exception>
    public static TMap FillMap<TMap, TKey, TValue>(TMap made, TMap restored, [CallerArgumentExpression(nameof(made))] string member = "")
        where TMap : IDictionary<TKey, TValue>?
        where TKey : notnull
    {
        if (made is null || restored is null || ReferenceEquals(made, restored) || made.IsReadOnly || JobComparers.NameOfMap<TKey, TValue>(restored, kept: true) is not null) return restored;
        made.Clear();
        foreach (var (key, value) in restored)
        {
            if (made.ContainsKey(key)) throw One("keys", key, member);
            made.Add(key, value);
        }

        return made;
    }

    /// <summary>As <see cref="FillSet"/>.</summary>
    public static FrozenSet<T> Fill<T>(FrozenSet<T> made, FrozenSet<T> restored, [CallerArgumentExpression(nameof(made))] string member = "") =>
        made is null || restored is null || JobComparers.NameOfSet(restored, kept: true) is not null
            ? restored!
            : FillSet<ISet<T>, T>(new HashSet<T>(made.Comparer), restored, member).ToFrozenSet(made.Comparer);

    /// <summary>As <see cref="FillMap"/>.</summary>
    public static FrozenDictionary<TKey, TValue> Fill<TKey, TValue>(
        FrozenDictionary<TKey, TValue> made, FrozenDictionary<TKey, TValue> restored, [CallerArgumentExpression(nameof(made))] string member = "")
        where TKey : notnull =>
        made is null || restored is null || JobComparers.NameOfMap(restored, kept: true) is not null
            ? restored!
            : FillMap<IDictionary<TKey, TValue>, TKey, TValue>(new Dictionary<TKey, TValue>(made.Comparer), restored, member).ToFrozenDictionary(made.Comparer);

    /// <summary>As <see cref="FillSet"/>.</summary>
    public static ImmutableHashSet<T> Fill<T>(ImmutableHashSet<T> made, ImmutableHashSet<T> restored, [CallerArgumentExpression(nameof(made))] string member = "")
    {
        if (made is null || restored is null || JobComparers.NameOfSet(restored, kept: true) is not null) return restored!;
        var builder = made.Clear().ToBuilder();
        FillSet<ISet<T>, T>(builder, restored, member);
        return builder.ToImmutable();
    }

    /// <summary>As <see cref="FillSet"/>.</summary>
    public static ImmutableSortedSet<T> Fill<T>(ImmutableSortedSet<T> made, ImmutableSortedSet<T> restored, [CallerArgumentExpression(nameof(made))] string member = "")
    {
        if (made is null || restored is null || JobComparers.NameOfSet(restored, kept: true) is not null) return restored!;
        var builder = made.Clear().ToBuilder();
        FillSet<ISet<T>, T>(builder, restored, member);
        return builder.ToImmutable();
    }

    /// <summary>As <see cref="FillMap"/>.</summary>
    public static ImmutableDictionary<TKey, TValue> Fill<TKey, TValue>(
        ImmutableDictionary<TKey, TValue> made, ImmutableDictionary<TKey, TValue> restored, [CallerArgumentExpression(nameof(made))] string member = "")
        where TKey : notnull
    {
        if (made is null || restored is null || JobComparers.NameOfMap(restored, kept: true) is not null) return restored!;
        var builder = made.Clear().ToBuilder();
        FillMap<IDictionary<TKey, TValue>, TKey, TValue>(builder, restored, member);
        return builder.ToImmutable();
    }

    /// <summary>As <see cref="FillMap"/>.</summary>
    public static ImmutableSortedDictionary<TKey, TValue> Fill<TKey, TValue>(
        ImmutableSortedDictionary<TKey, TValue> made, ImmutableSortedDictionary<TKey, TValue> restored, [CallerArgumentExpression(nameof(made))] string member = "")
        where TKey : notnull
    {
        if (made is null || restored is null || JobComparers.NameOfMap(restored, kept: true) is not null) return restored!;
        var builder = made.Clear().ToBuilder();
        FillMap<IDictionary<TKey, TValue>, TKey, TValue>(builder, restored, member);
        return builder.ToImmutable();
    }

    /// <summary>The restored elements in a queue with the comparer of the initializer's.</summary>
    public static PriorityQueue<TElement, TPriority> Fill<TElement, TPriority>(
        PriorityQueue<TElement, TPriority> made, PriorityQueue<TElement, TPriority> restored)
    {
        if (made is null || restored is null || JobComparers.NameOfQueue(restored, kept: true) is not null) return restored!;
        var queue = new PriorityQueue<TElement, TPriority>(restored.Count, made.Comparer);
        queue.EnqueueRange(restored.UnorderedItems);
        return queue;
    }

    private static JobPayloadException One<T>(string what, T second, string member)
    {
        var name = member.StartsWith("this.", StringComparison.Ordinal) ? member["this.".Length..] : member;
        return new JobPayloadException(
            $"Member '{name}' was stored with two {what} that are one by the comparer which its initializer gives it now, the second '{second}'. " +
            "Give the initializer its old comparer back.") { Member = name };
    }
}
