using Jobs.Store;
using Jobs.TaskLoop;

namespace Jobs.Engine;

/// <summary>Jobs on their way in: refused at once, or answered when every one of them is.</summary>
internal sealed class SubmitJobs(
    SubmitAtom[] atoms, Durability durability, Answer<SubmitAtom[]> answered, bool ofRunningJob = false) : MainTask<EngineState>
{
    // The loop's alone.
    private EngineState? _state;
    private int _pending = atoms.Length;

    public override void Run(EngineState context, FollowUps<EngineState> followUps)
    {
        if (context.RefusesIntake(ofRunningJob) is { } reason)
        {
            answered.Refuse(reason);
            return;
        }

        _state = context;
        Action<Atom> onAcknowledged = OnAcknowledged;
        foreach (var atom in atoms)
        {
            atom.Acknowledged = onAcknowledged;
            context.Batches.Add(atom, durability);
        }
    }

    private void OnAcknowledged(Atom atom)
    {
        _state!.OnSubmitted((SubmitAtom)atom);
        if (--_pending > 0) return;
        if (_state.Broken is { } broken && atom.Answer == AtomAnswer.Lost) answered.Refuse(broken);
        else answered.Give(atoms);
    }
}
