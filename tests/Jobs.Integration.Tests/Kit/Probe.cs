using System.Collections.Concurrent;
using Jobs.TestKit.Signals;

namespace Jobs.Integration.Tests.Kit;

/// <summary>
/// How a test and the jobs of its host speak with each other: jobs are built from stored bytes, so they take it as a service.
/// It outlives the hosts of a test, as the outside world outlives a process.
/// </summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<string, TestSignal<string>> _signals = new();
    private readonly ConcurrentQueue<string> _log = new();

    /// <summary>What was said, in order.</summary>
    public IReadOnlyList<string> Log => [.. _log];

    /// <summary>Says something that the test counts.</summary>
    public void Say(string line) => _log.Enqueue(line);

    /// <summary>How often exactly this was said.</summary>
    public int Count(string line) => _log.Count(l => l == line);

    /// <summary>How often something that begins so was said.</summary>
    public int CountOf(string prefix) => _log.Count(l => l.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Tells whoever waits for <see cref="HeardAsync"/>.</summary>
    public void Tell(string signal, string value = "") => Signal(signal).Set(value);

    /// <summary>Waits for the next <see cref="Tell"/> of that name.</summary>
    public Task<string> HeardAsync(string signal) => Signal(signal).WaitAsync();

    /// <summary>Waits for the next so many.</summary>
    public Task<IReadOnlyList<string>> HeardAsync(string signal, int count) => Signal(signal).WaitAsync(count);

    /// <summary>What code of a job waits for until the test opens it.</summary>
    public Task Gate(string name) => GateSource(name).Task;

    /// <summary>Opens a gate, for good.</summary>
    public void Open(string name) => GateSource(name).TrySetResult();

    private TaskCompletionSource GateSource(string name) =>
        _gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private TestSignal<string> Signal(string name) => _signals.GetOrAdd(name, n => new TestSignal<string>(n));
}
