namespace Jobs;

/// <content>The operations with other collections. Each item that comes or goes is a change.</content>
public sealed partial class JournaledSet<T>
{
    /// <inheritdoc/>
    public void UnionWith(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(other, this)) return;
        foreach (var item in other) Add(item);
    }

    /// <inheritdoc/>
    public void ExceptWith(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(other, this)) Clear();
        else foreach (var item in other) Remove(item);
    }

    /// <inheritdoc/>
    public void IntersectWith(IEnumerable<T> other)
    {
        var kept = SetOf(other);
        RemoveWhere(item => !kept.Contains(item));
    }

    /// <inheritdoc/>
    public void SymmetricExceptWith(IEnumerable<T> other)
    {
        foreach (var item in SetOf(other))
        {
            if (!Remove(item)) Add(item);
        }
    }

    /// <summary>Removes the items that meet a condition.</summary>
    /// <returns>How many were removed.</returns>
    public int RemoveWhere(Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        var removed = 0;
        for (var slot = 0; slot < _items.Slots; slot++)
        {
            if (!_items.IsUsed(slot) || _items.KeyAt(slot) is var item && !match(item)) continue;
            Remove(item);
            removed++;
        }

        return removed;
    }

    /// <inheritdoc cref="HashSet{T}.IsSubsetOf"/>
    public bool IsSubsetOf(IEnumerable<T> other) => SetOf(other).IsSupersetOf(this);

    /// <inheritdoc cref="HashSet{T}.IsProperSubsetOf"/>
    public bool IsProperSubsetOf(IEnumerable<T> other) => SetOf(other).IsProperSupersetOf(this);

    /// <inheritdoc cref="HashSet{T}.IsSupersetOf"/>
    public bool IsSupersetOf(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.All(Contains);
    }

    /// <inheritdoc cref="HashSet{T}.IsProperSupersetOf"/>
    public bool IsProperSupersetOf(IEnumerable<T> other) => SetOf(other) is var set && set.Count < Count && set.All(Contains);

    /// <inheritdoc cref="HashSet{T}.Overlaps"/>
    public bool Overlaps(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Count > 0 && other.Any(Contains);
    }

    /// <inheritdoc cref="HashSet{T}.SetEquals"/>
    public bool SetEquals(IEnumerable<T> other) => SetOf(other) is var set && set.Count == Count && set.All(Contains);

    private HashSet<T> SetOf(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new HashSet<T>(other, Comparer);
    }
}
