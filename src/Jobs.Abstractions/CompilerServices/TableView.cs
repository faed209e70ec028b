using System.Collections;

namespace Jobs.CompilerServices;

/// <summary>The keys or the values of a table, as a collection that follows it and cannot be changed.</summary>
internal sealed class TableView<TKey, TValue, T>(SlotTable<TKey, TValue> table, Func<SlotTable<TKey, TValue>, int, T> pick) : ICollection<T>, IReadOnlyCollection<T>
{
    public int Count => table.Count;

    public bool IsReadOnly => true;

    public bool Contains(T item)
    {
        foreach (var other in this)
        {
            if (EqualityComparer<T>.Default.Equals(other, item)) return true;
        }

        return false;
    }

    public void CopyTo(T[] array, int arrayIndex)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfNegative(arrayIndex);
        if (array.Length - arrayIndex < Count) throw new ArgumentException($"The array has no room for {Count} items from {arrayIndex} on.", nameof(array));
        foreach (var item in this) array[arrayIndex++] = item;
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (int slot = -1, version = table.Version; table.MoveNext(ref slot, version);) yield return pick(table, slot);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<T>.Add(T item) => throw Unchangeable();

    void ICollection<T>.Clear() => throw Unchangeable();

    bool ICollection<T>.Remove(T item) => throw Unchangeable();

    private static NotSupportedException Unchangeable() => new("Change the journaled dictionary itself, not its keys or values.");
}
