using Jobs.TaskLoop;

namespace Jobs.Engine;

/// <summary>The end of each turn: timers, dispatch, the sweep of large trees, the batch to the writer; then how long there is nothing to do.</summary>
internal sealed class TurnEnd : ITurnEnd<EngineState>
{
    public TimeSpan EndTurn(EngineState context)
    {
        context.Clock.RunDue();
        context.Dispatch();
        context.LoadWindowIfLow();
        context.SweepOn();
        HandOver(context);
        context.CompleteStop();
        return context.Clock.UntilNext();
    }

    private static void HandOver(EngineState context)
    {
        if (!context.Batches.HasWork || !context.Ports.IsWriterIdle || context.Broken is not null) return;
        var batch = context.Batches.Take();
        batch.StartMark = context.MarkFor(batch);
        batch.SealedAt = context.Clock.UtcNow;
        batch.IdHighWater = context.Ids.Last;
        context.Ports.Submit(batch);
    }
}
