using System.Collections.Frozen;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Text.Json;

namespace Jobs.CompilerServices;

/// <summary>
/// The comparers of stored collections. The default one needs no word; those of <see cref="StringComparer"/> that are the
/// same on every machine are stored by name; any other is refused, since a collection without it would hold other things.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JobComparers
{
    private const string Ordinal = "Ordinal";
    private const string OrdinalIgnoreCase = "OrdinalIgnoreCase";
    private const string InvariantCulture = "InvariantCulture";
    private const string InvariantCultureIgnoreCase = "InvariantCultureIgnoreCase";

    // Stands for a comparer that passes without a name, if the items can be read without it.
    private const string Unnamed = "";

    /// <summary>The name of a set's comparer; null for the default one.</summary>
    /// <param name="set">The set.</param>
    /// <param name="kept">Whether a comparer without a name may pass, because an initializer makes it again.</param>
    /// <param name="sorted">Whether it is read into a sorted collection.</param>
    /// <exception cref="JsonException">The comparer has no name and would be lost, or the default one cannot read what it tells apart.</exception>
    public static string? NameOfSet<T>(IEnumerable<T> set, bool kept, bool sorted = false)
    {
        var name = set switch
        {
            HashSet<T> s => NameOf(s, s.Comparer, kept),
            SortedSet<T> s => NameOf(s, s.Comparer, kept),
            FrozenSet<T> s => NameOf(s, s.Comparer, kept),
            ImmutableHashSet<T> s => NameOf(s, s.KeyComparer, kept),
            ImmutableSortedSet<T> s => NameOf(s, s.KeyComparer, kept),
            _ => NameOfUnknown<T>(set, kept),
        };
        if (name != Unnamed) return name;
        UnnamedComparer.RequireDistinct(set, sorted);
        return null;
    }

    /// <summary>The name of the comparer of a dictionary's keys; null for the default one.</summary>
    /// <inheritdoc cref="NameOfSet"/>
    public static string? NameOfMap<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> map, bool kept, bool sorted = false)
        where TKey : notnull
    {
        var name = map switch
        {
            Dictionary<TKey, TValue> m => NameOf(m, m.Comparer, kept),
            SortedDictionary<TKey, TValue> m => NameOf(m, m.Comparer, kept),
            SortedList<TKey, TValue> m => NameOf(m, m.Comparer, kept),
            ConcurrentDictionary<TKey, TValue> m => NameOf(m, m.Comparer, kept),
            FrozenDictionary<TKey, TValue> m => NameOf(m, m.Comparer, kept),
            ImmutableDictionary<TKey, TValue> m when !IsKept(m.ValueComparer, kept) => throw Lost(m, m.ValueComparer),
            ImmutableDictionary<TKey, TValue> m => NameOf(m, m.KeyComparer, kept),
            ImmutableSortedDictionary<TKey, TValue> m when !IsKept(m.ValueComparer, kept) => throw Lost(m, m.ValueComparer),
            ImmutableSortedDictionary<TKey, TValue> m => NameOf(m, m.KeyComparer, kept),
            _ => NameOfUnknown<TKey>(map, kept),
        };
        if (name != Unnamed) return name;
        UnnamedComparer.RequireDistinct(map.Select(static pair => pair.Key), sorted);
        return null;
    }

    /// <summary>The name of the comparer of a queue's priorities; null for the default one.</summary>
    /// <inheritdoc cref="NameOfSet"/>
    public static string? NameOfQueue<TElement, TPriority>(PriorityQueue<TElement, TPriority> queue, bool kept)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var name = NameOf(queue, queue.Comparer, kept);
        if (name != Unnamed) return name;
        UnnamedComparer.RequireOrdered(queue);
        return null;
    }

    /// <summary>The comparer of a name; null, the default one, of null.</summary>
    /// <exception cref="JsonException">There is none of that name.</exception>
    public static IEqualityComparer<T>? Equality<T>(string? name) => (IEqualityComparer<T>?)(object?)Named(name);

    /// <inheritdoc cref="Equality"/>
    public static IComparer<T>? Order<T>(string? name) => (IComparer<T>?)(object?)Named(name);

    private static StringComparer? Named(string? name) => name switch
    {
        null => null,
        Ordinal => StringComparer.Ordinal,
        OrdinalIgnoreCase => StringComparer.OrdinalIgnoreCase,
        InvariantCulture => StringComparer.InvariantCulture,
        InvariantCultureIgnoreCase => StringComparer.InvariantCultureIgnoreCase,
        _ => throw JobJson.UnknownText($"{Ordinal}, {OrdinalIgnoreCase}, {InvariantCulture} or {InvariantCultureIgnoreCase}", name),
    };

    private static bool IsKept<TValue>(IEqualityComparer<TValue> comparer, bool kept) => kept || Equals(comparer, EqualityComparer<TValue>.Default);

    // By value, every default comparer of strings compares as Ordinal does; the default order is that of the culture.
    private static string? NameOf<T>(object collection, IEqualityComparer<T> comparer, bool kept) =>
        Equals(comparer, EqualityComparer<T>.Default) ? null
        : NameOf(comparer) is { } name ? name == Ordinal ? null : name
        : kept ? Unnamed
        : throw Lost(collection, comparer);

    private static string? NameOf<T>(object collection, IComparer<T> comparer, bool kept) =>
        Equals(comparer, Comparer<T>.Default) ? null
        : NameOf(comparer) is { } name ? name
        : kept ? Unnamed
        : throw Lost(collection, comparer);

    private static string? NameOf(object comparer)
    {
        if (comparer is not IEqualityComparer<string?> strings) return null;
        if (StringComparer.IsWellKnownOrdinalComparer(strings, out var ignoreCase)) return ignoreCase ? OrdinalIgnoreCase : Ordinal;
        if (!StringComparer.IsWellKnownCultureAwareComparer(strings, out var culture, out var options)) return null;
        return !Equals(culture, CultureInfo.InvariantCulture.CompareInfo) ? null
            : options == CompareOptions.None ? InvariantCulture
            : options == CompareOptions.IgnoreCase ? InvariantCultureIgnoreCase
            : null;
    }

    // Behind an interface anything may stand. Values are compared by what they are almost everywhere; of a text or an object
    // that is not known.
    private static string? NameOfUnknown<T>(object collection, bool kept) =>
        kept || typeof(T).IsValueType
            ? Unnamed
            : throw new JsonException($"it holds a {collection.GetType()}, whose comparer is not known and would be lost; use a collection of the framework's");

    private static JsonException Lost(object collection, object comparer) => new(
        $"it holds a {collection.GetType()} with a comparer of its own, {comparer.GetType()}, which would be lost; " +
        "use the default comparer or one of StringComparer, or make the collection a member of the job whose initializer gives it its comparer");
}
