using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs;

/// <summary>
/// A dictionary that a job keeps as state and of which a checkpoint stores only what changed since the last one. Declare it
/// <c>private readonly JournaledDictionary&lt;TKey, TValue&gt; _byName = [];</c>, or with a comparer, which is kept over a
/// resume because the initializer makes it again. What is stored of a value is what it is at the checkpoint that follows its
/// change: replace values, do not modify them in place. The order of entries is not defined. Not thread-safe.
/// </summary>
/// <typeparam name="TKey">The keys: equal by value, or told apart by the comparer, since a resume finds what is stored by equality.</typeparam>
/// <typeparam name="TValue">The values; best an immutable type.</typeparam>
[CollectionBuilder(typeof(JournaledDictionary), nameof(JournaledDictionary.Create))]
public sealed class JournaledDictionary<TKey, TValue> : IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>, IJournal
    where TKey : notnull
{
    private readonly SlotTable<TKey, TValue> _items;
    private readonly JournalLog<DictionaryChange<TKey, TValue>> _log = new();

    /// <summary>An empty dictionary.</summary>
    /// <param name="comparer">What tells keys apart; null for the default of the type, which is ordinal for strings.</param>
    public JournaledDictionary(IEqualityComparer<TKey>? comparer = null)
    {
        _items = new(comparer);
        Keys = new TableView<TKey, TValue, TKey>(_items, static (t, i) => t.KeyAt(i));
        Values = new TableView<TKey, TValue, TValue>(_items, static (t, i) => t.ValueAt(i));
    }

    internal JournaledDictionary(ReadOnlySpan<KeyValuePair<TKey, TValue>> items)
        : this()
    {
        foreach (var item in items)
        {
            RequireKey(item.Key);
            if (!_items.Add(item.Key, out var slot)) throw Taken(item.Key);
            _items.ValueAt(slot) = item.Value;
        }
    }

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Count"/>
    public int Count => _items.Count;

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Comparer"/>
    public IEqualityComparer<TKey> Comparer => _items.Comparer;

    /// <summary>The keys: a view, which follows the dictionary.</summary>
    public ICollection<TKey> Keys { get; }

    /// <summary>The values, in the order of <see cref="Keys"/>: a view, which follows the dictionary.</summary>
    public ICollection<TValue> Values { get; }

    IEnumerable<TKey> IReadOnlyDictionary<TKey, TValue>.Keys => Keys;

    IEnumerable<TValue> IReadOnlyDictionary<TKey, TValue>.Values => Values;

    bool ICollection<KeyValuePair<TKey, TValue>>.IsReadOnly => false;

    JournalLog IJournal.Log => _log;

    /// <summary>The value of a key; setting it is one change.</summary>
    /// <exception cref="KeyNotFoundException">On reading: the key is not there.</exception>
    public TValue this[TKey key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The journaled dictionary has no key '{key}'.");
        set
        {
            RequireKey(key);
            _items.Add(key, out var slot);
            _items.ValueAt(slot) = value;
            Record(new(DictionaryChangeKind.Set, key, value));
        }
    }

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Add"/>
    public void Add(TKey key, TValue value)
    {
        if (!TryAdd(key, value)) throw Taken(key);
    }

    /// <inheritdoc cref="Dictionary{TKey, TValue}.TryAdd"/>
    public bool TryAdd(TKey key, TValue value)
    {
        RequireKey(key);
        if (!_items.Add(key, out var slot)) return false;
        _items.ValueAt(slot) = value;
        Record(new(DictionaryChangeKind.Set, key, value));
        return true;
    }

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Remove(TKey)"/>
    public bool Remove(TKey key) => Remove(key, out _);

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Remove(TKey, out TValue)"/>
    public bool Remove(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!TryGetValue(key, out value)) return false;
        _items.Remove(key);
        Record(new(DictionaryChangeKind.Remove, key, default!));
        return true;
    }

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Clear"/>
    public void Clear()
    {
        if (_items.Count == 0) return;
        _items.Clear();
        _log.FoldedTo = 0;
        Record(new(DictionaryChangeKind.Clear, default!, default!));
    }

    /// <inheritdoc cref="Dictionary{TKey, TValue}.ContainsKey"/>
    public bool ContainsKey(TKey key) => TryGetValue(key, out _);

    /// <inheritdoc cref="Dictionary{TKey, TValue}.TryGetValue"/>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        RequireKey(key);
        var slot = _items.Find(key);
        value = slot < 0 ? default : _items.ValueAt(slot);
        return slot >= 0;
    }

    /// <summary>Enumerates the entries.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<TKey, TValue>>.Contains(KeyValuePair<TKey, TValue> item) =>
        TryGetValue(item.Key, out var value) && EqualityComparer<TValue>.Default.Equals(value, item.Value);

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item) =>
        ((ICollection<KeyValuePair<TKey, TValue>>)this).Contains(item) && Remove(item.Key);

    void ICollection<KeyValuePair<TKey, TValue>>.CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) =>
        new TableView<TKey, TValue, KeyValuePair<TKey, TValue>>(_items, static (t, i) => new(t.KeyAt(i), t.ValueAt(i))).CopyTo(array, arrayIndex);

    internal void Write(Utf8JsonWriter writer, bool full, JsonValueWriter<TKey> writeKey, JsonValueWriter<TValue> writeValue)
    {
        if (full)
        {
            writer.WriteStartArray();
            for (var slot = 0; slot < _items.Slots; slot++)
            {
                if (_items.IsUsed(slot)) DictionaryChange<TKey, TValue>.WriteEntry(writer, _items, slot, writeKey, writeValue);
            }

            writer.WriteEndArray();
            _log.MarkWritten();
            return;
        }

        var hasPiece = _log.BeginEntry(writer);
        writer.WriteStartArray();
        foreach (var change in _log.Changes) change.Write(writer, writeKey, writeValue);
        writer.WriteEndArray();
        _log.MarkWritten();
        if (!hasPiece) return;
        _log.BeginPiece(writer);
        for (; _log.FoldedTo < _items.Slots && _log.HasRoom(writer); _log.FoldedTo++)
        {
            if (_items.IsUsed(_log.FoldedTo)) DictionaryChange<TKey, TValue>.WriteEntry(writer, _items, _log.FoldedTo, writeKey, writeValue);
            else _log.PassFreeSlot();
        }

        _log.EndPiece(writer, isDone: _log.FoldedTo == _items.Slots);
    }

    internal void Apply(ref Utf8JsonReader reader, bool full, JsonValueReader<TKey> readKey, JsonValueReader<TValue> readValue)
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
                var before = _items.Count;
                if (part == JournalPart.Items) DictionaryChange<TKey, TValue>.ApplyEntry(ref reader, _items, readKey, readValue);
                else DictionaryChange<TKey, TValue>.Apply(ref reader, _items, readKey, readValue);

                // In a fold a key may come twice, in a change and in a later piece; all items at once have each key once.
                if (part == JournalPart.Items && !_log.IsPartial && _items.Count == before) throw JournalLog.OneByComparer("keys");
            }
        }
    }

    private static void RequireKey(TKey key)
    {
        if (key is null) throw new ArgumentNullException(nameof(key));
    }

    private static ArgumentException Taken(TKey key) => new($"The journaled dictionary has the key '{key}' already. Set it by its index to replace the value.", nameof(key));

    private void Record(DictionaryChange<TKey, TValue> change)
    {
        if (!_log.Add(change, _items.Count)) return;
        _log.Restart(new(DictionaryChangeKind.Clear, default!, default!));
        foreach (var (key, value) in this) _log.Add(new(DictionaryChangeKind.Set, key, value), _items.Count);
    }

    /// <summary>Enumerates a dictionary.</summary>
    public struct Enumerator : IEnumerator<KeyValuePair<TKey, TValue>>
    {
        private readonly SlotTable<TKey, TValue> _items;
        private readonly int _version;
        private int _slot;

        internal Enumerator(JournaledDictionary<TKey, TValue> dictionary) => (_items, _version, _slot) = (dictionary._items, dictionary._items.Version, -1);

        /// <inheritdoc/>
        public readonly KeyValuePair<TKey, TValue> Current => new(_items.KeyAt(_slot), _items.ValueAt(_slot));

        readonly object IEnumerator.Current => Current;

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

/// <summary>Builds journaled dictionaries for collection expressions.</summary>
public static class JournaledDictionary
{
    /// <summary>A dictionary of these entries, which count as unchanged.</summary>
    public static JournaledDictionary<TKey, TValue> Create<TKey, TValue>(ReadOnlySpan<KeyValuePair<TKey, TValue>> items)
        where TKey : notnull => new(items);
}
