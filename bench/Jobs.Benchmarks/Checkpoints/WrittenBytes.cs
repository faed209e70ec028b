using System.Globalization;

namespace Jobs.Benchmarks.Checkpoints;

/// <summary>What this process has handed to the system to write, as Linux counts it.</summary>
internal static class WrittenBytes
{
    private const string Label = "wchar: ";

    /// <summary>All bytes so far; 0 where nobody counts.</summary>
    public static long OfProcess()
    {
        if (!OperatingSystem.IsLinux()) return 0;
        var line = File.ReadLines("/proc/self/io").First(line => line.StartsWith(Label, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(Label.Length), CultureInfo.InvariantCulture);
    }
}
