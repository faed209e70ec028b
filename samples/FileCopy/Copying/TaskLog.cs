using System.Text;

namespace FileCopy;

/// <summary>
/// A line for every copy task that starts, appended by one write each: what the operating system took survives a kill of
/// the process. It shows how often the framework ran a task, whatever the task then found to do.
/// </summary>
internal sealed class TaskLog : IDisposable
{
    private readonly FileStream? _file;
    private readonly object _gate = new(); // Held for one write: lines stay whole.

    public TaskLog(string? path) =>
        _file = path is null ? null : new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public void Started(string path)
    {
        if (_file is null) return;
        var line = Encoding.UTF8.GetBytes($"{Environment.ProcessId}\t{path}\n");
        lock (_gate) _file.Write(line);
    }

    public void Dispose() => _file?.Dispose();
}
