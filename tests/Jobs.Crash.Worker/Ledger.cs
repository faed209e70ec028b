using System.Diagnostics;
using System.Text;

namespace Jobs.Crash.Worker;

/// <summary>
/// Where the worker says what happened: each line is one write to the pipe, in the order in which the calls were made, so a
/// line that comes after another was caused after it. A service of the jobs.
/// </summary>
public sealed class Ledger
{
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly Lock _gate = new();

    private bool _isEnded; // Guarded by the gate.

    /// <summary>
    /// Whether each line begins with its moment, by the clock that all processes of a machine share: so lines of several
    /// processes can be put in order. Set before anything is told.
    /// </summary>
    public bool IsStamped { get; set; }

    /// <summary>Called with each line before it is told. Set before the host starts.</summary>
    public Action<string>? BeforeLine { get; set; }

    /// <summary>Writes a line of words.</summary>
    public void Write(string line)
    {
        BeforeLine?.Invoke(line);
        Write(line, isLast: false);
    }

    /// <summary>Writes a line, and none after it: the process ends here.</summary>
    public void WriteLast(string line) => Write(line, isLast: true);

    private void Write(string line, bool isLast)
    {
        if (IsStamped) line = $"{Stopwatch.GetTimestamp()} {line}";
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate)
        {
            if (!_isEnded) _output.Write(bytes);
            _isEnded |= isLast;
        }
    }
}
