using System.Diagnostics;
using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Latency;

/// <summary>Callers that each submit one job after another, and wait for each to be durable.</summary>
internal static class Submitters
{
    /// <param name="callers">How many at once.</param>
    /// <param name="each">How many submits each makes.</param>
    /// <param name="submitAsync">Submits the job of a number, from 1.</param>
    public static async Task<RunFigures> RunAsync(int callers, int each, Func<int, Task> submitAsync)
    {
        var latencies = new TimeSpan[callers * each];
        var stretch = Stretch.Begin();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller))));
        var figures = stretch.End();
        Array.Sort(latencies);
        return figures with { Latencies = latencies };

        async Task CallAsync(int caller)
        {
            for (var i = caller * each; i < (caller + 1) * each; i++)
            {
                var startedAt = Stopwatch.GetTimestamp();
                await submitAsync(i + 1);
                latencies[i] = Stopwatch.GetElapsedTime(startedAt);
            }
        }
    }
}
