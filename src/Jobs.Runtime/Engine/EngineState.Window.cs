using Jobs.Scheduling;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>How the backlog comes into memory, a bounded window at a time.</summary>
internal sealed partial class EngineState
{
    private static readonly long s_lastMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
    private Wake<Action>? _horizonTimer;
    private long _watchedHorizon = long.MaxValue; // What the timer is set for.

    /// <summary>What the first load has to find: nobody has looked at the store yet.</summary>
    public void BeginRecovery()
    {
        Window.LeaveReady(long.MaxValue);
        _hasUnfinished = Session.HasUnfinishedCommands;
        foreach (var suspect in Session.Suspects.Where(IsConvicted)) Quarantine(suspect);
        LoadSuspects(); // Answered before the window.
        LoadWindow();
        TakeInStrays(new JobId(long.MinValue));
    }

    /// <summary>Looks once through all rows for those that no window shows: they would wait for ever, and nobody be told.</summary>
    private void TakeInStrays(JobId after) => Ports.Read(r => r.LoadStrays(after), (state, page, _) =>
    {
        if (state.IsStopping || state.Broken is not null) return;
        foreach (var row in page?.Jobs ?? []) state.TakeIn(row);
        if (page is null) state.Clock.After(TimeSpan.FromSeconds(1), () => state.TakeInStrays(after)); // The read failed.
        else if (page.Last is { } last) state.TakeInStrays(last);
    });

    /// <summary>Asks for more when memory runs low and the store has more.</summary>
    public void LoadWindowIfLow()
    {
        if (IsStopping || Broken is not null) return;
        if (_endings.Count >= Options.WindowMax) return; // Rows that are to end are in the window too: it would bring more and more of them.
        if (Window.WantsLoad(ReadyHeld, ScheduledHeld, Clock.UtcNow.ToUnixTimeMilliseconds())) LoadWindow();
        WatchDueHorizon();
    }

    /// <summary>What the store alone holds may be due from the horizon on, however many that are due later memory holds.</summary>
    private void WatchDueHorizon()
    {
        var horizon = Window.HasMoreScheduled ? Window.DueHorizon : long.MaxValue;
        if (horizon == _watchedHorizon) return;
        _watchedHorizon = horizon;
        Clock.CancelAt(_horizonTimer);
        _horizonTimer = horizon > Clock.UtcNow.ToUnixTimeMilliseconds() && horizon < s_lastMs
            ? Clock.At(DateTimeOffset.FromUnixTimeMilliseconds(horizon + 1), () => _horizonTimer = null) // The turn's end looks.
            : null;
    }

    private void LoadWindow()
    {
        Window.BeginLoad();
        // The store shows what runs here as ready too: room for those, or parents that wait for children could fill page
        // after page and keep the children out for ever.
        var live = Jobs.Count - ReadyHeld - ScheduledHeld;
        var request = new WindowRequest(Options.WindowMax + live, Options.WindowMax + live);
        Ports.Read(r => r.LoadWindow(request), static (state, page, error) => state.OnLoaded(page, error));
    }

    private void OnLoaded(WindowPage? page, Exception? error)
    {
        if (page is null)
        {
            if (Broken is null && !IsStopping) Diagnostics.Log.LoopFault(Logger, error!);
            Clock.After(TimeSpan.FromSeconds(1), Window.AbortLoad); // Until then it counts as under way, or every turn would ask again.
            return;
        }

        long rank = long.MinValue, due = long.MinValue;
        foreach (var row in page.Jobs)
        {
            if (row.Unreadable is not null)
            {
                TakeIn(row); // Its place in the order is a stand-in and says nothing of the others'.
                continue;
            }

            if (row.Status == JobStatus.Ready || row.IsCancelRequested) rank = Math.Max(rank, row.Rank);
            else due = Math.Max(due, row.DueAt.ToUnixTimeMilliseconds());
            TakeIn(row);
        }

        Window.EndLoad(page.HasMoreReady, rank, page.HasMoreScheduled, due);
    }

    private void TakeIn(StoredJob row)
    {
        // What is live here is newer than the snapshot; so is what has left since.
        if (Jobs.ContainsKey(row.Id.Value) || Window.WasTouched(row.Id.Value) || _quarantining.Contains(row.Id.Value)) return;
        if (row.Unreadable is null && Window.WasTreeTouched(row.RootId.Value))
        {
            // Its tree was told something that it may not show; another load does.
            if (row.Status == JobStatus.Ready || row.IsCancelRequested) Window.LeaveReady(row.Rank - 1);
            else Window.LeaveScheduled(row.DueAt.ToUnixTimeMilliseconds() - 1);
            return;
        }

        var entry = new JobEntry(row, Catalog.Find(row.Name));
        Jobs.Add(row.Id.Value, entry);
        MakeEligible(entry);
        if (entry.State == EntryState.Ready && Probation.IsSuspect(entry.Crashes)) Probation.Add(entry);
    }
}
