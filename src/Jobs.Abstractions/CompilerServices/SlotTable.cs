using System.Runtime.CompilerServices;

namespace Jobs.CompilerServices;

/// <summary>
/// A hash table whose entries never move: an entry keeps its slot until it is removed, and a later one may take it. So that a
/// fold can walk the slots while the table changes between its steps, which no collection of the platform allows. Null is a
/// key like others. Not thread-safe.
/// </summary>
internal sealed class SlotTable<TKey, TValue>
{
    private const int None = -1;
    private const int Free = -1; // As a hash code, of which the sign is cut off.
    private const int CapacityMin = 4;

    private readonly IEqualityComparer<TKey>? _comparer; // Null for the default one, which the JIT inlines for value types.
    private int[] _buckets = [];
    private Slot[] _slots = [];
    private int _used; // Slots that were ever in use.
    private int _freeSlot = None; // The head of a list through the slots that were left.

    public SlotTable(IEqualityComparer<TKey>? comparer) => _comparer = Equals(comparer, EqualityComparer<TKey>.Default) ? null : comparer;

    private struct Slot
    {
        public int HashCode;
        public int Next;
        public TKey Key;
        public TValue Value;
    }

    public IEqualityComparer<TKey> Comparer => _comparer ?? EqualityComparer<TKey>.Default;

    public int Count { get; private set; }

    /// <summary>How many slots there are to walk; some are free.</summary>
    public int Slots => _used;

    /// <summary>Changes with each key that is added. To remove keys while enumerating is safe, as in the platform's own tables.</summary>
    public int Version { get; private set; }

    public bool IsUsed(int slot) => _slots[slot].HashCode != Free;

    public TKey KeyAt(int slot) => _slots[slot].Key;

    public ref TValue ValueAt(int slot) => ref _slots[slot].Value;

    /// <summary>The slot of a key, or a negative number.</summary>
    public int Find(TKey key)
    {
        if (_buckets.Length == 0) return None;
        var hash = HashOf(key);
        for (var slot = Bucket(hash) - 1; slot >= 0; slot = _slots[slot].Next)
        {
            if (_slots[slot].HashCode == hash && AreEqual(_slots[slot].Key, key)) return slot;
        }

        return None;
    }

    /// <summary>The slot of a key, which is given one if it has none.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(TKey key, out int slot)
    {
        slot = Find(key);
        if (slot >= 0) return false;
        if (_freeSlot == None && _used == _slots.Length) Grow();
        var hash = HashOf(key);
        if (_freeSlot == None)
        {
            slot = _used++;
        }
        else
        {
            slot = _freeSlot;
            _freeSlot = _slots[slot].Next;
        }

        ref var bucket = ref Bucket(hash);
        _slots[slot] = new Slot { HashCode = hash, Next = bucket - 1, Key = key, Value = default! };
        bucket = slot + 1;
        Count++;
        Version++;
        return true;
    }

    /// <summary>Removes a key.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(TKey key)
    {
        if (_buckets.Length == 0) return false;
        var hash = HashOf(key);
        ref var bucket = ref Bucket(hash);
        for (int slot = bucket - 1, before = None; slot >= 0; before = slot, slot = _slots[slot].Next)
        {
            if (_slots[slot].HashCode != hash || !AreEqual(_slots[slot].Key, key)) continue;
            if (before == None) bucket = _slots[slot].Next + 1;
            else _slots[before].Next = _slots[slot].Next;
            _slots[slot] = new Slot { HashCode = Free, Next = _freeSlot, Key = default!, Value = default! };
            _freeSlot = slot;
            Count--;
            return true;
        }

        return false;
    }

    public void Clear()
    {
        Array.Clear(_buckets);
        Array.Clear(_slots, 0, _used);
        _used = 0;
        _freeSlot = None;
        Count = 0;
    }

    /// <summary>Moves to the next slot in use; for enumerators.</summary>
    /// <exception cref="InvalidOperationException">Keys were added since <paramref name="version"/>.</exception>
    public bool MoveNext(ref int slot, int version)
    {
        if (version != Version) throw new InvalidOperationException("Items were added to a journaled collection while it was enumerated. Enumerate a copy of it: [.. items].");
        while (++slot < _used)
        {
            if (IsUsed(slot)) return true;
        }

        return false;
    }

    private void Grow()
    {
        var capacity = Math.Max(CapacityMin, checked(_slots.Length * 2));
        Array.Resize(ref _slots, capacity);
        _buckets = new int[capacity];
        for (var slot = 0; slot < _used; slot++)
        {
            ref var bucket = ref Bucket(_slots[slot].HashCode);
            _slots[slot].Next = bucket - 1;
            bucket = slot + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int HashOf(TKey key) => key is null ? 0 : (_comparer is null ? EqualityComparer<TKey>.Default.GetHashCode(key) : _comparer.GetHashCode(key)) & int.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AreEqual(TKey a, TKey b) => _comparer is null ? EqualityComparer<TKey>.Default.Equals(a, b) : _comparer.Equals(a, b);

    // The lengths are powers of two; the multiplication spreads hash codes that differ in their high bits alone.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int Bucket(int hash) => ref _buckets[(int)((uint)hash * 0x9E3779B9u >> 7) & (_buckets.Length - 1)];
}
