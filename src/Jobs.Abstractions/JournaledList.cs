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

    private readonly JournalLog<ListChange<T>> _log = new();

    /// <summary>An empty list.</summary>
    public JournaledList() => _items = [];

    internal JournaledList(ReadOnlySpan<T> items) => _items = [.. items];

    /// <inheritdoc cref="List{T}.Count"/>
    public int Count => _items.Count;

    bool ICollection<T>.IsReadOnly => false;

    JournalLog IJournal.Log => _log;

    /// <summary>The item at a place; setting it is one change.</summary>
    public T this[int index]
    {
        get => _items[index];
        set
        {
            _items[index] = value;
            Record(new(ListChangeKind.Set, index, value));
        }
    }

    /// <inheritdoc cref="List{T}.Add"/>
    public void Add(T item)
    {
        _items.Add(item);
        Record(new(ListChangeKind.Add, 0, item));
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
        if (_log.IsFolding && index < _log.FoldedTo) _log.FoldedTo++;
        Record(new(ListChangeKind.Insert, index, item));
    }

    /// <inheritdoc cref="List{T}.RemoveAt"/>
    public void RemoveAt(int index)
    {
        _items.RemoveAt(index);
        if (_log.IsFolding && index < _log.FoldedTo) _log.FoldedTo--;
        Record(new(ListChangeKind.Remove, index, default!));
    }

    /// <summary>Removes the items that meet a condition: a change for each.</summary>
    /// <returns>How many were removed.</returns>
    public int RemoveAll(Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        var before = _items.Count;
        for (var i = before - 1; i >= 0; i--)
        {
            if (match(_items[i])) RemoveAt(i);
        }

        return before - _items.Count;
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
        _log.FoldedTo = 0;
        Record(new(ListChangeKind.Clear, 0, default!));
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

    internal void Write(Utf8JsonWriter writer, bool full, JsonValueWriter<T> writeItem)
    {
        if (full)
        {
            writer.WriteStartArray();
            foreach (var item in _items) writeItem(writer, item);
            writer.WriteEndArray();
            _log.MarkWritten();
            return;
        }

        var hasPiece = _log.BeginEntry(writer);
        writer.WriteStartArray();
        ListChange<T>.WriteAll(writer, _log.Changes, writeItem);
        writer.WriteEndArray();
        _log.MarkWritten();
        if (!hasPiece) return;
        _log.BeginPiece(writer);
        while (_log.FoldedTo < _items.Count && _log.HasRoom(writer)) writeItem(writer, _items[_log.FoldedTo++]);
        _log.EndPiece(writer, isDone: _log.FoldedTo == _items.Count);
    }

    internal void Apply(ref Utf8JsonReader reader, bool full, JsonValueReader<T> readItem)
    {
        if (full)
        {
            _items.Clear();
            _log.Forget();
        }

        for (var part = _log.BeginRead(ref reader, full); part != JournalPart.None; part = _log.NextPart(ref reader))
        {
            while (JobJson.NextItem(ref reader))
            {
                if (part == JournalPart.Items) _items.Add(readItem(ref reader));
                else ListChange<T>.Apply(ref reader, _items, _log.IsPartial, readItem);
            }
        }
    }

    private void Record(ListChange<T> change)
    {
        if (!_log.Add(change, _items.Count)) return;
        _log.Restart(new(ListChangeKind.Clear, 0, default!));
        _log.FoldedTo = 0;
        foreach (var item in _items) _log.Add(new(ListChangeKind.Add, 0, item), _items.Count);
    }
}

/// <summary>Builds journaled lists for collection expressions.</summary>
public static class JournaledList
{
    /// <summary>A list of these items, which count as unchanged.</summary>
    public static JournaledList<T> Create<T>(ReadOnlySpan<T> items) => new(items);
}
