using Jobs.Cli.Commands;

namespace Jobs.Cli.Output;

/// <summary>
/// Events as lines. On a terminal the newest progress is drawn over the one before it; elsewhere each is a line, and only
/// those that show something new.
/// </summary>
internal sealed class EventLines(Printer printer)
{
    private string _bar = ""; // What stands on the terminal's last line, if it is to be drawn over.
    private string _last = ""; // The last progress line that was printed.

    /// <summary>Where the job is before anything happens.</summary>
    public void Begin(JobInfo now)
    {
        if (printer.IsJson) return;
        printer.Line($"{now.Id}  {Texts.OneLine(now.Name)}  {Texts.Status(now)}");
        if (now.Progress is { } progress) Progress(now.Id, now.Name, progress);
    }

    public void Write(JobEvent notice)
    {
        if (printer.IsJson) printer.Json(json => json.WriteEvent(notice));
        else if (notice.Kind == JobEventKind.Progressed) Progress(notice.Id, notice.JobName, notice.Progress);
        else if (notice.Kind == JobEventKind.Missed) Line(notice.Missed == 0 ? "… the host is gone; what happens until the next one answers is not shown" : $"… events missed: {notice.Missed}");
        else Line($"{notice.Id}  {Texts.OneLine(notice.JobName)}  {Word(notice)}{(notice.Kind == JobEventKind.Ended ? Texts.Again(notice.Id, notice.Status, JobId.None) : "")}");
    }

    /// <summary>Leaves a bar that is still there as it stands, and the cursor below it.</summary>
    public void End()
    {
        if (_bar.Length > 0) printer.Line();
        _bar = "";
    }

    private static string Word(JobEvent notice) => notice switch
    {
        { Kind: JobEventKind.Ended, Error: { } error } => $"{notice.Status}: {Texts.OneLine(error.Message)}",
        { Kind: JobEventKind.Ended } => notice.Status.ToString(),
        { Kind: JobEventKind.Interrupted, Error: { IsParking: true } reason } => $"{StatusOption.Parked}: {Texts.OneLine(reason.Message)}",
        { Kind: JobEventKind.Interrupted, IsPaused: true } => $"{StatusOption.Paused} (let it go on: jobs resume {notice.Id})",
        { Error: { } error } => $"{notice.Kind}: {Texts.OneLine(error.Message)}",
        _ => notice.Kind.ToString(),
    };

    private void Progress(JobId id, string name, JobProgress? progress)
    {
        var line = $"{id}  {Texts.OneLine(name)}  {Texts.Bar(progress)}";
        if (!printer.IsTerminal)
        {
            if (line != _last) printer.Line(line);
            _last = line;
            return;
        }

        line = Texts.Cut(line, printer.Width - 1);
        printer.Part($"\r{line.PadRight(_bar.Length)}");
        _bar = line;
    }

    private void Line(string text)
    {
        if (_bar.Length > 0) printer.Part($"\r{new string(' ', _bar.Length)}\r");
        _bar = "";
        printer.Line(text);
    }
}
