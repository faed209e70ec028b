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

    /// <summary>Writes a line of words.</summary>
    public void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate) _output.Write(bytes);
    }
}
