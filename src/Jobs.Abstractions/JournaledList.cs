using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs;

/// <summary>
/// A list that a job keeps as state and of which a checkpoint stores only what changed since the last one. Declare it
/// <c>private readonly JournaledList&lt;T&gt; _items = [];</c>. What is stored of an item is its value when the checkpoint
/// that follows its change is taken: replace items, do not modify them in place. Not thread-safe.
/// </summary>
/// <typeparam name="T">What it holds; best an immutable type.</typeparam>
[CollectionBuilder(typeof(JournaledList), nameof(JournaledList.Create))]
public sealed class JournaledList<T> : IList<T>, IReadOnlyList<T>, IJournal
{
    private readonly List<T> _items;

    // Read and shortened by the runtime inside a checkpoint call, which the job's code awaits: never concurrently.
    private readonly List<ListChange<T>> _pending = [];

    /// <summary>An empty list.</summary>
    public JournaledList() => _items = [];

    internal JournaledList(ReadOnlySpan<T> items) => _items = [.. items];

    /// <inheritdoc cref="List{T}.Count"/>
    public int Count => _items.Count;

    bool ICollection<T>.IsReadOnly => false;

    int IJournal.PendingChanges => _pending.Count;

    /// <summary>The item at a place; setting it is one change.</summary>
    public T this[int index]
    {
        get => _items[index];
        set
        {
            _items[index] = value;
            _pending.Add(new(ListChangeKind.Set, index, value));
        }
    }

    /// <inheritdoc cref="List{T}.Add"/>
    public void Add(T item)
    {
        _items.Add(item);
        _pending.Add(new(ListChangeKind.Add, 0, item));
    }

    /// <inheritdoc cref="List{T}.AddRange"/>
    public void AddRange(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items) Add(item);
    }

    /// <inheritdoc cref="List{T}.Insert"/>
    public void Insert(int index, T item)
    {
        _items.Insert(index, item);
        _pending.Add(new(ListChangeKind.Insert, index, item));
    }

    /// <inheritdoc cref="List{T}.RemoveAt"/>
    public void RemoveAt(int index)
    {
        _items.RemoveAt(index);
        _pending.Add(new(ListChangeKind.Remove, index, default!));
    }

    /// <inheritdoc cref="List{T}.Remove"/>
    public bool Remove(T item)
    {
        var index = _items.IndexOf(item);
        if (index < 0) return false;
        RemoveAt(index);
        return true;
    }

    /// <inheritdoc cref="List{T}.Clear"/>
    public void Clear()
    {
        if (_items.Count == 0) return;
        _items.Clear();
        _pending.Add(new(ListChangeKind.Clear, 0, default!));
    }

    /// <inheritdoc cref="List{T}.Contains"/>
    public bool Contains(T item) => _items.Contains(item);

    /// <inheritdoc cref="List{T}.IndexOf(T)"/>
    public int IndexOf(T item) => _items.IndexOf(item);

    /// <inheritdoc cref="List{T}.CopyTo(T[], int)"/>
    public void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    /// <summary>Enumerates the items.</summary>
    public List<T>.Enumerator GetEnumerator() => _items.GetEnumerator();

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
            ListChange<T>.WriteAll(writer, _pending, writeItem);
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
            while (JobJson.NextItem(ref reader)) ListChange<T>.Apply(ref reader, _items, readItem);
        }
    }
}

/// <summary>Builds journaled lists for collection expressions.</summary>
public static class JournaledList
{
    /// <summary>A list of these items, which count as unchanged.</summary>
    public static JournaledList<T> Create<T>(ReadOnlySpan<T> items) => new(items);
}
