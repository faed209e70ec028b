using System.Globalization;

namespace Jobs;

/// <summary>
/// The identity of a job, for ever: in the active table, in history, in logs. A positive 64-bit number, ordered by the
/// time it was made, never reused. Its text form is the decimal number that the store's tables show.
/// </summary>
/// <param name="Value">The number; 0 stands for no job.</param>
public readonly record struct JobId(long Value) : IComparable<JobId>, ISpanParsable<JobId>
{
    /// <summary>No job.</summary>
    public static JobId None => default;

    /// <summary>Whether this names no job.</summary>
    public bool IsNone => Value == 0;

    /// <inheritdoc/>
    public int CompareTo(JobId other) => Value.CompareTo(other.Value);

    /// <summary>The decimal number, culture-free.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads the decimal form.</summary>
    /// <exception cref="FormatException">The text is not a positive decimal number of 64 bits.</exception>
    public static JobId Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static JobId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id)
            ? id
            : throw new FormatException($"'{s}' is not a job id: expected a positive decimal number, such as 7301542236118016.");

    /// <summary>Reads the decimal form; false when the text is not one.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out JobId result) => TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out JobId)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out JobId result)
    {
        var ok = long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        result = ok ? new JobId(value) : default;
        return ok;
    }

    /// <summary>Whether the left id was made before the right one.</summary>
    public static bool operator <(JobId left, JobId right) => left.Value < right.Value;

    /// <summary>Whether the left id was made after the right one.</summary>
    public static bool operator >(JobId left, JobId right) => left.Value > right.Value;

    /// <summary>Whether the left id was not made after the right one.</summary>
    public static bool operator <=(JobId left, JobId right) => left.Value <= right.Value;

    /// <summary>Whether the left id was not made before the right one.</summary>
    public static bool operator >=(JobId left, JobId right) => left.Value >= right.Value;
}
