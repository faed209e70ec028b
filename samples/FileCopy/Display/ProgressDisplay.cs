using System.Diagnostics;
using Jobs;

namespace FileCopy;

/// <summary>
/// Shows a job's progress until it is disposed: one line that is drawn over on a terminal, else a plain line now and then.
/// It listens to the job's events and draws by a timer, because a single large file moves without any event.
/// </summary>
internal sealed class ProgressDisplay : IAsyncDisposable
{
    private static readonly TimeSpan RedrawPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PlainPeriod = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _end = new();
    private readonly CopyMonitor _monitor;
    private readonly TextWriter _output;
    private readonly bool _isTerminal = !Console.IsOutputRedirected;
    private readonly Task _listening;
    private readonly Task _drawing;
    private JobProgress _latest = new(); // Written by the listener, read by the drawer.

    private ProgressDisplay(IAsyncEnumerable<JobEvent> events, CopyMonitor monitor, TextWriter output)
    {
        (_monitor, _output) = (monitor, output);
        _listening = ListenAsync(events);
        _drawing = DrawAsync();
    }

    public static ProgressDisplay Show(IAsyncEnumerable<JobEvent> events, CopyMonitor monitor, TextWriter output) => new(events, monitor, output);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_listening, _drawing);
        if (_isTerminal) await _output.WriteAsync("\r\e[K");
        _end.Dispose();
    }

    private async Task ListenAsync(IAsyncEnumerable<JobEvent> events)
    {
        try
        {
            await foreach (var notice in events.WithCancellation(_end.Token))
            {
                if (notice.Progress is { } progress) Volatile.Write(ref _latest, progress);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task DrawAsync()
    {
        var line = new ProgressLine();
        var clock = Stopwatch.StartNew();
        var shown = "";
        using var timer = new PeriodicTimer(_isTerminal ? RedrawPeriod : PlainPeriod);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                var text = line.Format(Volatile.Read(ref _latest), _monitor.BytesInFlight, clock.Elapsed);
                if (text == shown) continue;
                shown = text;
                if (_isTerminal) await _output.WriteAsync($"\r{Fit(text)}\e[K");
                else await _output.WriteLineAsync(text);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    /// <summary>A line that wraps cannot be drawn over. Some terminals do not know their width.</summary>
    private static string Fit(string text)
    {
        var width = Console.WindowWidth is > 1 and var known ? known - 1 : 79;
        return text.Length <= width ? text : text[..width];
    }
}
