using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs;

/// <summary>
/// A set that a job keeps as state and of which a checkpoint stores only what changed since the last one. Declare it
/// <c>private readonly JournaledSet&lt;T&gt; _seen = [];</c>, or with a comparer, which is kept over a resume because the
/// initializer makes it again. What is stored of an item is its value at the checkpoint that follows its change. The order of
/// items is not defined. Not thread-safe.
/// </summary>
/// <typeparam name="T">
/// What it holds; best an immutable type. Equal by value, or told apart by the comparer, since a resume finds what is stored by equality.
/// </typeparam>
[CollectionBuilder(typeof(JournaledSet), nameof(JournaledSet.Create))]
public sealed partial class JournaledSet<T> : ISet<T>, IReadOnlySet<T>, IJournal
{
    private readonly SlotTable<T, NoValue> _items;
    private readonly JournalLog<SetChange<T>> _log = new();

    /// <summary>An empty set.</summary>
    /// <param name="comparer">What tells items apart; null for the default of the type, which is ordinal for strings.</param>
    public JournaledSet(IEqualityComparer<T>? comparer = null) => _items = new(comparer);

    internal JournaledSet(ReadOnlySpan<T> items)
        : this()
    {
        foreach (var item in items) _items.Add(item, out _);
    }

    private readonly struct NoValue;

    /// <inheritdoc cref="HashSet{T}.Count"/>
    public int Count => _items.Count;

    /// <inheritdoc cref="HashSet{T}.Comparer"/>
    public IEqualityComparer<T> Comparer => _items.Comparer;

    bool ICollection<T>.IsReadOnly => false;

    JournalLog IJournal.Log => _log;

    /// <inheritdoc cref="HashSet{T}.Add"/>
    public bool Add(T item)
    {
        if (!_items.Add(item, out _)) return false;
        Record(new(SetChangeKind.Add, item));
        return true;
    }

    void ICollection<T>.Add(T item) => Add(item);

    /// <inheritdoc cref="HashSet{T}.Remove"/>
    public bool Remove(T item)
    {
        if (!_items.Remove(item)) return false;
        Record(new(SetChangeKind.Remove, item));
        return true;
    }

    /// <inheritdoc cref="HashSet{T}.Clear"/>
    public void Clear()
    {
        if (_items.Count == 0) return;
        _items.Clear();
        _log.FoldedTo = 0;
        Record(new(SetChangeKind.Clear, default!));
    }

    /// <inheritdoc cref="HashSet{T}.Contains"/>
    public bool Contains(T item) => _items.Find(item) >= 0;

    /// <inheritdoc cref="HashSet{T}.TryGetValue"/>
    public bool TryGetValue(T equalValue, [MaybeNullWhen(false)] out T actualValue)
    {
        var slot = _items.Find(equalValue);
        actualValue = slot < 0 ? default : _items.KeyAt(slot);
        return slot >= 0;
    }

    /// <inheritdoc cref="HashSet{T}.CopyTo(T[], int)"/>
    public void CopyTo(T[] array, int arrayIndex) => new TableView<T, NoValue, T>(_items, static (t, i) => t.KeyAt(i)).CopyTo(array, arrayIndex);

    /// <summary>Enumerates the items.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Write(Utf8JsonWriter writer, bool full, JsonValueWriter<T> writeItem)
    {
        if (full)
        {
            writer.WriteStartArray();
            foreach (var item in this) writeItem(writer, item);
            writer.WriteEndArray();
            _log.MarkWritten();
            return;
        }

        var hasPiece = _log.BeginEntry(writer);
        writer.WriteStartArray();
        SetChange<T>.WriteAll(writer, _log.Changes, writeItem);
        writer.WriteEndArray();
        _log.MarkWritten();
        if (!hasPiece) return;
        _log.BeginPiece(writer);
        for (; _log.FoldedTo < _items.Slots && _log.HasRoom(writer); _log.FoldedTo++)
        {
            if (_items.IsUsed(_log.FoldedTo)) writeItem(writer, _items.KeyAt(_log.FoldedTo));
            else _log.PassFreeSlot();
        }

        _log.EndPiece(writer, isDone: _log.FoldedTo == _items.Slots);
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
                if (part == JournalPart.Items) AddItem(readItem(ref reader));
                else ApplyChange(ref reader, readItem);
            }
        }
    }

    // In a fold that is not at its end all changes are applied: each says of its item what is so, whatever was there.
    private void ApplyChange(ref Utf8JsonReader reader, JsonValueReader<T> readItem)
    {
        switch (SetChange<T>.BeginRead(ref reader))
        {
            case SetChangeKind.Add:
                while (JobJson.NextItem(ref reader)) AddItem(readItem(ref reader));
                break;
            case SetChangeKind.Remove:
                while (JobJson.NextItem(ref reader)) _items.Remove(readItem(ref reader));
                break;
            default:
                _items.Clear();
                JobJson.EndArray(ref reader);
                break;
        }
    }

    // The same item may come twice: in a change and in a later piece of the fold. By the comparer that wrote them, two that
    // differ never do; of texts that can be told.
    private void AddItem(T item)
    {
        if (_items.Add(item, out var slot) || item is not string text || text == (string?)(object?)_items.KeyAt(slot)) return;
        throw JournalLog.OneByComparer("items", text);
    }

    private void Record(SetChange<T> change)
    {
        if (!_log.Add(change, _items.Count)) return;
        _log.Restart(new(SetChangeKind.Clear, default!));
        foreach (var item in this) _log.Add(new(SetChangeKind.Add, item), _items.Count);
    }

    /// <summary>Enumerates a set.</summary>
    public struct Enumerator : IEnumerator<T>
    {
        private readonly SlotTable<T, NoValue> _items;
        private readonly int _version;
        private int _slot;

        internal Enumerator(JournaledSet<T> set) => (_items, _version, _slot) = (set._items, set._items.Version, -1);

        /// <inheritdoc/>
        public readonly T Current => _items.KeyAt(_slot);

        readonly object? IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => _items.MoveNext(ref _slot, _version);

        /// <inheritdoc/>
        public void Reset() => _slot = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}

/// <summary>Builds journaled sets for collection expressions.</summary>
public static class JournaledSet
{
    /// <summary>A set of these items, which count as unchanged.</summary>
    public static JournaledSet<T> Create<T>(ReadOnlySpan<T> items) => new(items);
}
