using System.Threading.Channels;

namespace Jobs.TestKit.Signals;

/// <summary>
/// What the code under test tells its test: each <see cref="Set"/> is received by one <see cref="WaitAsync"/>, in order, and
/// none is lost when it comes before the wait. A test waits on this and never on time.
/// </summary>
/// <typeparam name="T">What is told.</typeparam>
public sealed class TestSignal<T>
{
    // Only a guard that turns a hang into a failed test; nothing passes because of it.
    private static readonly TimeSpan HangAfter = TimeSpan.FromSeconds(30);

    private readonly Channel<T> _told = Channel.CreateBounded<T>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.Wait });
    private readonly string _name;

    public TestSignal(string name = "signal") => _name = name;

    public void Set(T value)
    {
        if (!_told.Writer.TryWrite(value)) throw new InvalidOperationException($"{_name} was set 10,000 times and not awaited.");
    }

    /// <summary>The next value that was told.</summary>
    public async Task<T> WaitAsync()
    {
        using var guard = new CancellationTokenSource(HangAfter);
        try
        {
            return await _told.Reader.ReadAsync(guard.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_name} was not set within {HangAfter.TotalSeconds} s.");
        }
    }

    /// <summary>The next so many values.</summary>
    public async Task<IReadOnlyList<T>> WaitAsync(int count)
    {
        var values = new List<T>(count);
        while (values.Count < count) values.Add(await WaitAsync());
        return values;
    }

    /// <summary>Takes a value if one was told. Its absence proves something only after another signal that comes later.</summary>
    public bool TryTake(out T? value) => _told.Reader.TryRead(out value);
}

/// <summary>A signal that says only that something happened.</summary>
public sealed class TestSignal
{
    private readonly TestSignal<bool> _signal;

    public TestSignal(string name = "signal") => _signal = new(name);

    public void Set() => _signal.Set(true);

    public Task WaitAsync() => _signal.WaitAsync();

    public Task WaitAsync(int count) => _signal.WaitAsync(count);

    /// <inheritdoc cref="TestSignal{T}.TryTake"/>
    public bool TryTake() => _signal.TryTake(out _);
}
