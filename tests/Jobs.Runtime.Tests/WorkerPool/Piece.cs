using Jobs.WorkerPool;

namespace Jobs.Runtime.Tests.WorkerPool;

/// <summary>A work item that does what the test wants, and tells what became of it.</summary>
internal sealed class Piece(string name, Func<ValueTask> work, List<string>? log = null) : IWorkItem
{
    public Piece(string name, List<string>? log = null)
        : this(name, () => ValueTask.CompletedTask, log)
    {
    }

    public string Name => name;

    public Func<bool> Gate { get; init; } = () => true;

    public Action<Exception>? Crashed { get; init; }

    public List<Exception> Faults { get; } = [];

    public bool TryStart() => Gate();

    public ValueTask RunAsync()
    {
        log?.Add(name);
        return work();
    }

    public void OnCrashed(Exception fault)
    {
        Faults.Add(fault);
        Crashed?.Invoke(fault);
    }

    public override string ToString() => name;
}
