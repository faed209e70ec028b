using System.Globalization;
using System.Text.Json;

namespace Jobs.CompilerServices;

/// <summary>
/// What a collection has to be read with when its comparer has no name: at first the default one, since the member's
/// initializer makes its own again only after the items were read. Whatever the default one would refuse then is refused when it
/// is written, so that no checkpoint succeeds that cannot be resumed from.
/// </summary>
internal static class UnnamedComparer
{
    /// <summary>Demands that the items of a set, or the keys of a dictionary, are as many by the default comparer.</summary>
    /// <param name="items">The items or keys.</param>
    /// <param name="sorted">Whether they are read by the default order; otherwise by the default equality.</param>
    /// <exception cref="JsonException">Two of them are one, or have no order.</exception>
    public static void RequireDistinct<T>(IEnumerable<T> items, bool sorted)
    {
        ISet<T> read = sorted ? new SortedSet<T>() : new HashSet<T>();
        var (previous, any) = (default(T), false);
        foreach (var item in items)
        {
            if (sorted && any) RequireOrder(previous!, item);
            if (!read.Add(item)) throw One(item, sorted ? "order" : "equality");
            (previous, any) = (item, true);
        }
    }

    /// <summary>Demands that the priorities of a queue have an order of their own.</summary>
    /// <exception cref="JsonException">They have none.</exception>
    public static void RequireOrdered<TElement, TPriority>(PriorityQueue<TElement, TPriority> queue)
    {
        var (previous, any) = (default(TPriority), false);
        foreach (var (_, priority) in queue.UnorderedItems)
        {
            if (any) RequireOrder(previous!, priority);
            (previous, any) = (priority, true);
        }
    }

    // Of one object that stands there twice, Comparer<T>.Default says that it equals itself, without asking for its order; but two
    // objects are read. Hence the look at the type. Values are copied into two objects in any case.
    private static void RequireOrder<T>(T a, T b)
    {
        if (a is null || b is null || a is IComparable || b is IComparable || typeof(IComparable<T>).IsAssignableFrom(typeof(T))) return;
        if (!typeof(T).IsValueType) throw NoOrder<T>(null);
        try
        {
            _ = Comparer<T>.Default.Compare(a, b);
        }
        catch (ArgumentException e)
        {
            throw NoOrder<T>(e);
        }
    }

    private static JsonException One<T>(T second, string comparison) => new(
        $"two items are equal by default {comparison}, which is how they are read, the second '{string.Create(CultureInfo.InvariantCulture, $"{second}")}'; " +
        "use a list, or a key that tells them apart");

    private static JsonException NoOrder<T>(Exception? cause) => new(
        $"it is sorted by a comparer of its own, and read by the default order at first, which {typeof(T)} lacks; " +
        $"let {typeof(T)} implement IComparable<T>, or use a list that is sorted when it is used", cause);
}
