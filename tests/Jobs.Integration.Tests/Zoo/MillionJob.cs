using System.Runtime.CompilerServices;
using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Dispatches as many small tasks as it is told, receives them one by one, and saves now and then.</summary>
[Job("million")]
public sealed partial class MillionJob
{
    private long _sum;
    private int _received;

    public required int Tasks { get; init; }

    private async Task<long> RunAsync(Context ctx, ScaleMeter meter)
    {
        meter.Begin(_received);
        await foreach (var one in ctx.TaskDispatcher.Double.Many(Enumerable.Range(0, Tasks), n => new(n)))
        {
            _sum += one.Result;
            meter.Count(++_received);
            await ctx.CheckpointIfDueAsync();
        }

        return _sum;
    }

    [JobTask]
    private static ValueTask<long> Double(int number, ScaleMeter meter)
    {
        meter.CountRun();
        return new(2L * number);
    }
}
