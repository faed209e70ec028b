using Jobs.Store;
using Jobs.TaskLoop;

namespace Jobs.Engine;

/// <summary>An ended job that is to run again: refused as a submit would be, or answered when the store has.</summary>
internal sealed class RetryJob(RetryAtom atom, Durability durability, Answer<RetryAtom> answered) : MainTask<EngineState>
{
    public override void Run(EngineState context, FollowUps<EngineState> followUps)
    {
        if (context.RefusesIntake(ofRunningJob: false) is { } reason)
        {
            answered.Refuse(reason);
            return;
        }

        atom.Acknowledged = _ =>
        {
            context.OnRetried(atom);
            if (context.Broken is { } broken && atom.Answer == AtomAnswer.Lost) answered.Refuse(broken);
            else answered.Give(atom);
        };
        context.Batches.Add(atom, durability);
    }
}
