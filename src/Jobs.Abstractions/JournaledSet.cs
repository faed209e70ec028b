using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs;

/// <summary>
/// A set that a job keeps as state and of which a checkpoint stores only what changed since the last one. Declare it
/// <c>private readonly JournaledSet&lt;T&gt; _seen = [];</c>, or with a comparer, which is kept over a resume. Not
/// thread-safe.
/// </summary>
/// <typeparam name="T">What it holds; best an immutable type.</typeparam>
[CollectionBuilder(typeof(JournaledSet), nameof(JournaledSet.Create))]
public sealed class JournaledSet<T> : ICollection<T>, IReadOnlyCollection<T>, IJournal
{
    private readonly HashSet<T> _items;

    // Read and shortened by the runtime inside a checkpoint call, which the job's code awaits: never concurrently.
    private readonly List<SetChange<T>> _pending = [];

    /// <summary>An empty set.</summary>
    public JournaledSet(IEqualityComparer<T>? comparer = null) => _items = new(comparer);

    internal JournaledSet(ReadOnlySpan<T> items) => _items = [.. items];

    /// <inheritdoc cref="HashSet{T}.Count"/>
    public int Count => _items.Count;

    /// <inheritdoc cref="HashSet{T}.Comparer"/>
    public IEqualityComparer<T> Comparer => _items.Comparer;

    bool ICollection<T>.IsReadOnly => false;

    int IJournal.PendingChanges => _pending.Count;

    /// <inheritdoc cref="HashSet{T}.Add"/>
    public bool Add(T item)
    {
        if (!_items.Add(item)) return false;
        _pending.Add(new(SetChangeKind.Add, item));
        return true;
    }

    void ICollection<T>.Add(T item) => Add(item);

    /// <inheritdoc cref="HashSet{T}.Remove"/>
    public bool Remove(T item)
    {
        if (!_items.Remove(item)) return false;
        _pending.Add(new(SetChangeKind.Remove, item));
        return true;
    }

    /// <inheritdoc cref="HashSet{T}.Clear"/>
    public void Clear()
    {
        if (_items.Count == 0) return;
        _items.Clear();
        _pending.Add(new(SetChangeKind.Clear, default!));
    }

    /// <inheritdoc cref="HashSet{T}.Contains"/>
    public bool Contains(T item) => _items.Contains(item);

    /// <inheritdoc cref="HashSet{T}.CopyTo(T[], int)"/>
    public void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    /// <summary>Enumerates the items.</summary>
    public HashSet<T>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    void IJournal.Acknowledge(int changes) => _pending.RemoveRange(0, changes);

    internal void Write(Utf8JsonWriter writer, bool full, JsonValueWriter<T> writeItem)
    {
        writer.WriteStartArray();
        if (full)
        {
            foreach (var item in _items) writeItem(writer, item);
        }
        else
        {
            SetChange<T>.WriteAll(writer, _pending, writeItem);
        }

        writer.WriteEndArray();
    }

    internal void Apply(ref Utf8JsonReader reader, bool full, JsonValueReader<T> readItem)
    {
        JobJson.BeginArray(ref reader);
        if (full)
        {
            _items.Clear();
            _pending.Clear();
            while (JobJson.NextItem(ref reader)) _items.Add(readItem(ref reader));
        }
        else
        {
            while (JobJson.NextItem(ref reader)) SetChange<T>.Apply(ref reader, _items, readItem);
        }
    }
}

/// <summary>Builds journaled sets for collection expressions.</summary>
public static class JournaledSet
{
    /// <summary>A set of these items, which count as unchanged.</summary>
    public static JournaledSet<T> Create<T>(ReadOnlySpan<T> items) => new(items);
}
