using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs;

/// <summary>
/// A dictionary that a job keeps as state and of which a checkpoint stores only what changed since the last one. Declare it
/// <c>private readonly JournaledDictionary&lt;TKey, TValue&gt; _byName = [];</c>, or with a comparer, which is kept over a
/// resume. Replace values, do not modify them in place. Not thread-safe.
/// </summary>
/// <typeparam name="TKey">The keys.</typeparam>
/// <typeparam name="TValue">The values; best an immutable type.</typeparam>
[CollectionBuilder(typeof(JournaledDictionary), nameof(JournaledDictionary.Create))]
public sealed class JournaledDictionary<TKey, TValue> : IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>, IJournal
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _items;

    // Read and shortened by the runtime inside a checkpoint call, which the job's code awaits: never concurrently.
    private readonly List<DictionaryChange<TKey, TValue>> _pending = [];

    /// <summary>An empty dictionary.</summary>
    public JournaledDictionary(IEqualityComparer<TKey>? comparer = null) => _items = new(comparer);

    internal JournaledDictionary(ReadOnlySpan<KeyValuePair<TKey, TValue>> items)
    {
        _items = new(items.Length);
        foreach (var item in items) _items.Add(item.Key, item.Value);
    }

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Count"/>
    public int Count => _items.Count;

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Comparer"/>
    public IEqualityComparer<TKey> Comparer => _items.Comparer;

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Keys"/>
    public Dictionary<TKey, TValue>.KeyCollection Keys => _items.Keys;

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Values"/>
    public Dictionary<TKey, TValue>.ValueCollection Values => _items.Values;

    ICollection<TKey> IDictionary<TKey, TValue>.Keys => _items.Keys;

    ICollection<TValue> IDictionary<TKey, TValue>.Values => _items.Values;

    IEnumerable<TKey> IReadOnlyDictionary<TKey, TValue>.Keys => _items.Keys;

    IEnumerable<TValue> IReadOnlyDictionary<TKey, TValue>.Values => _items.Values;

    bool ICollection<KeyValuePair<TKey, TValue>>.IsReadOnly => false;

    int IJournal.PendingChanges => _pending.Count;

    /// <summary>The value of a key; setting it is one change.</summary>
    public TValue this[TKey key]
    {
        get => _items[key];
        set
        {
            _items[key] = value;
            _pending.Add(new(DictionaryChangeKind.Set, key, value));
        }
    }

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Add"/>
    public void Add(TKey key, TValue value)
    {
        _items.Add(key, value);
        _pending.Add(new(DictionaryChangeKind.Set, key, value));
    }

    /// <inheritdoc cref="Dictionary{TKey, TValue}.TryAdd"/>
    public bool TryAdd(TKey key, TValue value)
    {
        if (!_items.TryAdd(key, value)) return false;
        _pending.Add(new(DictionaryChangeKind.Set, key, value));
        return true;
    }

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Remove(TKey)"/>
    public bool Remove(TKey key)
    {
        if (!_items.Remove(key)) return false;
        _pending.Add(new(DictionaryChangeKind.Remove, key, default!));
        return true;
    }

    /// <inheritdoc cref="Dictionary{TKey, TValue}.Clear"/>
    public void Clear()
    {
        if (_items.Count == 0) return;
        _items.Clear();
        _pending.Add(new(DictionaryChangeKind.Clear, default!, default!));
    }

    /// <inheritdoc cref="Dictionary{TKey, TValue}.ContainsKey"/>
    public bool ContainsKey(TKey key) => _items.ContainsKey(key);

    /// <inheritdoc cref="Dictionary{TKey, TValue}.TryGetValue"/>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _items.TryGetValue(key, out value);

    /// <summary>Enumerates the entries.</summary>
    public Dictionary<TKey, TValue>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<TKey, TValue>>.Contains(KeyValuePair<TKey, TValue> item) => _items.Contains(item);

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item) =>
        _items.Contains(item) && Remove(item.Key);

    void ICollection<KeyValuePair<TKey, TValue>>.CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<TKey, TValue>>)_items).CopyTo(array, arrayIndex);

    void IJournal.Acknowledge(int changes) => _pending.RemoveRange(0, changes);

    internal void Write(Utf8JsonWriter writer, bool full, JsonValueWriter<TKey> writeKey, JsonValueWriter<TValue> writeValue)
    {
        writer.WriteStartArray();
        if (full)
        {
            foreach (var (key, value) in _items)
            {
                writer.WriteStartArray();
                writeKey(writer, key);
                writeValue(writer, value);
                writer.WriteEndArray();
            }
        }
        else
        {
            foreach (var change in _pending) change.Write(writer, writeKey, writeValue);
        }

        writer.WriteEndArray();
    }

    internal void Apply(ref Utf8JsonReader reader, bool full, JsonValueReader<TKey> readKey, JsonValueReader<TValue> readValue)
    {
        JobJson.BeginArray(ref reader);
        if (full)
        {
            _items.Clear();
            _pending.Clear();
        }

        while (JobJson.NextItem(ref reader))
        {
            if (full) DictionaryChange<TKey, TValue>.ApplyEntry(ref reader, _items, readKey, readValue);
            else DictionaryChange<TKey, TValue>.Apply(ref reader, _items, readKey, readValue);
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
