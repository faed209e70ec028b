using Jobs.TaskLoop;

namespace Jobs.Engine;

/// <summary>The end of each turn: timers, dispatch, the batch to the writer; then how long there is nothing to do.</summary>
internal sealed class TurnEnd : ITurnEnd<EngineState>
{
    private long[] _markedIds = []; // The loop's alone: what the last mark said.
    private bool _markedAlone;

    public TimeSpan EndTurn(EngineState context)
    {
        context.Clock.RunDue();
        context.Dispatch();
        context.LoadWindowIfLow();
        HandOver(context);
        context.CompleteStop();
        return context.Clock.UntilNext();
    }

    private void HandOver(EngineState context)
    {
        if (!context.Batches.HasWork || !context.Ports.IsWriterIdle || context.Broken is not null) return;
        var batch = context.Batches.Take();
        var mark = context.MakeStartMark();
        if (mark.Alone != _markedAlone || !mark.Ids.AsSpan().SequenceEqual(_markedIds))
        {
            batch.StartMark = mark;
            _markedIds = mark.Ids;
            _markedAlone = mark.Alone;
        }

        batch.SealedAt = context.Clock.UtcNow;
        batch.IdHighWater = context.Ids.Last;
        context.Ports.Submit(batch);
    }
}
