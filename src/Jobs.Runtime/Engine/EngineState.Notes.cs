using Jobs.Execution;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>Progress and log lines: told to subscribers soon, written now and then.</summary>
internal sealed partial class EngineState
{
    /// <summary>Takes what an attempt has said, and looks again after a while, until it has said nothing meanwhile.</summary>
    public void TakeNotes(JobAttempt attempt)
    {
        if (!TryFind(attempt, out var entry)) return;
        var notes = attempt.RequireNotes();
        PassOn(entry, attempt, notes.Take());
        entry.NoticeTimer = Clock.After(Options.NoticeInterval, () =>
        {
            entry.NoticeTimer = null;
            if (!notes.TryRest()) TakeNotes(attempt);
        });
    }

    private void PassOn(JobEntry entry, JobAttempt attempt, JobProgress? progress)
    {
        if (progress is not null && !ReferenceEquals(progress, entry.Progress))
        {
            entry.Progress = progress;
            if (Events.HasSubscribers)
            {
                Events.Publish(new JobEvent
                {
                    Kind = JobEventKind.Progressed, Id = entry.Id, JobName = entry.Row.Name, Status = JobStatus.Running, Progress = progress,
                });
            }
        }

        if (entry.NoteTimer is not null) return;
        var since = entry.HasNoted ? Clock.Time.GetElapsedTime(entry.LastNoteAt) : TimeSpan.MaxValue;
        if (since >= Options.NoteInterval) WriteNotes(entry, attempt);
        else entry.NoteTimer = Clock.After(Options.NoteInterval - since, () => WriteNotes(entry, attempt));
    }

    private void WriteNotes(JobEntry entry, JobAttempt attempt)
    {
        entry.NoteTimer = null;
        if (!ReferenceEquals(entry.Attempt, attempt) || Broken is not null) return;
        entry.HasNoted = true;
        entry.LastNoteAt = Clock.Time.GetTimestamp();
        var note = Batches.NoteOf(entry.Id, entry.Row.Fence);
        note.Progress = entry.Progress;
        attempt.RequireNotes().TakeLines(note.Lines);
    }
}
