namespace Jobs.Store;

/// <summary>
/// The jobs that a batch has rejected an atom of. What comes later in the batch was made in the belief that the rejected
/// atom holds, so it is rejected as well: later atoms of the job, and children that it submits.
/// </summary>
internal sealed class RejectedJobs
{
    private readonly HashSet<JobId> _ids = [];

    /// <summary>Remembers a rejected atom. Notes are lossy, and a command or its sweep is not the job's own: none takes anything with it.</summary>
    public void Add(Atom atom)
    {
        if (atom is not (NoteAtom or CommandAtom or SweepAtom)) _ids.Add(atom.Id);
    }

    /// <summary>
    /// Whether an atom falls with an earlier one. A command never does: it comes from outside. Nor does the end of an
    /// attempt that leaves the job active: it writes nothing that builds on the lost effects, and without it a job whose
    /// attempt is over would keep a valid fence that nobody holds.
    /// </summary>
    public bool TakesWithIt(Atom atom) => _ids.Count > 0 && atom switch
    {
        CommandAtom or SweepAtom or RescheduleAtom => false,
        SubmitAtom submit => _ids.Contains(submit.Id) || _ids.Contains(submit.Job.ParentId),
        _ => _ids.Contains(atom.Id),
    };
}
