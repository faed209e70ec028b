using System.ComponentModel;

namespace Jobs.CompilerServices;

/// <summary>A value that was read, or not: a missing member keeps what its initializer gave it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Restored<T>
{
    private T _value;

    /// <summary>Whether a value was read.</summary>
    public bool IsSet { get; private set; }

    /// <summary>The value; the type's default when none was read.</summary>
    public T Value
    {
        readonly get => _value;
        set
        {
            _value = value;
            IsSet = true;
        }
    }

    /// <summary>The value, or what to take in its place.</summary>
    public readonly T Or(T fallback) => IsSet ? _value : fallback;
}
