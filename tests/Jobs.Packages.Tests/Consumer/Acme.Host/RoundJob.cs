using Acme.Files;
using Jobs;

namespace Acme.Host;

/// <summary>
/// Squares numbers, one task each, and saves every tenth; then lets the library's job measure something. The ledger tells
/// who watches what ran, in an order from which what must not run again can be read.
/// </summary>
[Job("acme.round")]
internal sealed partial class RoundJob
{
    private readonly JournaledList<int> _received = [];
    private long _sum;

    public required int Count { get; init; }

    private async Task<RoundReport> RunAsync(Context ctx, Ledger ledger)
    {
        ledger.Say($"begin {_received.Count}");
        await foreach (var square in ctx.TaskDispatcher.Square.Many(Enumerable.Range(0, Count)))
        {
            _sum += square.Result;
            _received.Add(square.Index);
            if (_received.Count % 10 != 0) continue;
            await ctx.CheckpointAsync();
            ledger.Say($"saved {_received.Count}");
        }

        var child = await ctx.SubmitAsync(new MeasureJob { Texts = ["one", "two", "three"] }, key: "measure");
        Measure measure = await child.ResultAsync(ctx.CancellationToken);
        return new RoundReport(_received.Count, _sum, measure.Length);
    }

    [JobTask]
    private static async Task<long> Square(int number, TaskContext task, Ledger ledger)
    {
        ledger.Say($"run {number}");
        await ledger.HoldAsync(number, task.CancellationToken);
        return (long)number * number;
    }
}
