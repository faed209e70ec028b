using System.Text;

namespace Jobs.Catalog;

/// <summary>
/// What a key of a job, child, sleep or task may be: Unicode text of 1 to <see cref="JobLimits.KeyLengthMax"/> characters. It is
/// stored or hashed as UTF-8, in which every half of a surrogate pair is the same, so that keys of them would meet.
/// </summary>
internal static class KeyRule
{
    /// <summary>What is wrong with a key, to stand behind "has"; null when nothing is.</summary>
    public static string? ProblemOf(string key, JobLimits limits) =>
        key.Length == 0 || key.Length > limits.KeyLengthMax ? $"{key.Length} characters; 1 to {limits.KeyLengthMax} are allowed"
        : HasHalfOfAPair(key) ? "half of a surrogate pair and is no Unicode text; cut texts between whole characters, or make the key of something else"
        : null;

    private static bool HasHalfOfAPair(ReadOnlySpan<char> key)
    {
        while (!key.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(key, out _, out var length) != System.Buffers.OperationStatus.Done) return true;
            key = key[length..];
        }

        return false;
    }
}
