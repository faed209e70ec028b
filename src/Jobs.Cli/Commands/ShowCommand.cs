using System.CommandLine;
using System.Globalization;
using Jobs.Cli.Output;

namespace Jobs.Cli.Commands;

/// <summary>jobs show: everything that is known of one job.</summary>
internal static class ShowCommand
{
    public static Command Create(SharedOptions shared)
    {
        var job = JobArgument.One();
        var log = new Option<int>("--log") { Description = "How many of the newest log lines, 0 for none.", DefaultValueFactory = _ => 20, CustomParser = NumberOption.Within("--log", 0, int.MaxValue), HelpName = "lines" };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Also the stack trace of its error." };
        var command = new Command("show", "Shows one job: its state, its error or result, and what it logged.") { job, log, verbose };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var printer = shared.PrinterOf(parsed);
            await using var client = shared.ClientOf(parsed);
            var id = parsed.GetValue(job);
            var details = await client.DetailsAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new UnknownJobException(id);
            var lines = parsed.GetValue(log) is > 0 and var wanted
                ? (await client.LogAsync(id, cancellationToken).ConfigureAwait(false)).TakeLast(wanted).ToList()
                : [];
            if (printer.IsJson) PrintJson(printer, details, lines);
            else Print(printer, details, lines, parsed.GetValue(verbose));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void PrintJson(Printer printer, JobDetails details, List<JobLogLine> lines) => printer.Json(json =>
    {
        json.WriteJob(details.Info);
        if (details.ResultJson is { } result)
        {
            json.WritePropertyName("result"u8);
            json.WriteRawValue(result, skipInputValidation: true);
        }

        json.WriteStartArray("log"u8);
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("at"u8, line.At);
            json.WriteString("text"u8, line.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void Print(Printer printer, JobDetails details, List<JobLogLine> lines, bool isVerbose)
    {
        var info = details.Info;
        Row("job", $"{info.Id}  {Texts.OneLine(info.Name)}, version {info.Version}");
        Row("status", Texts.Status(info));
        if (Texts.Bar(info.Progress) is { Length: > 0 } bar) Row("progress", bar);
        Row("submitted", Texts.Time(info.SubmittedAt));
        if (info.DueAt > info.SubmittedAt) Row(info.IsParked ? "looked at" : info.Status == JobStatus.Sleeping ? "wakes" : "due", Texts.Time(info.DueAt));
        if (info.FinishedAt is { } finished) Row("ended", Texts.Time(finished));
        if (info.Priority != JobPriority.Normal) Row("priority", info.Priority.ToString());
        if (info.Key is { } key) Row("key", Texts.OneLine(key));
        foreach (var (name, value) in info.Tags) Row("tag", Texts.OneLine($"{name}={value}"));
        if (!info.ParentId.IsNone) Row("parent", info.ParentId.ToString());
        if (info.RootId != info.Id && info.RootId != info.ParentId) Row("root", info.RootId.ToString());
        if (!info.RetryOf.IsNone) Row("retry of", info.RetryOf.ToString());
        if (!info.RetriedAs.IsNone) Row("retried as", info.RetriedAs.ToString());
        if (info.FailedAttempts > 0) Row("failures", info.FailedAttempts.ToString(CultureInfo.InvariantCulture));
        if (info.Crashes > 0) Row("crashes", info.Crashes.ToString(CultureInfo.InvariantCulture));
        if (info.Error is { } error)
        {
            // A parked job has not failed: its reason's type, and where the reader of its bytes threw, say nothing to who looks.
            if (info.IsParked) Row("reason", Texts.OneLine(error.Message));
            else Row("error", Texts.OneLine(error.ToString()));
            if (error.Detail is { } detail && isVerbose) printer.Line(Texts.Lines(detail));
            else if (error.Detail is not null && !info.IsParked) Row("stack", $"jobs show {info.Id} --verbose");
        }

        if (info.IsParked) Row("to do", ParkedText.Remedy(info));

        if (info.Status.CanBeRetried() && info.RetriedAs.IsNone) Row("again", $"jobs retry {info.Id}");

        if (details.ResultJson is { } result) Row("result", Texts.OneLine(result));
        foreach (var line in lines) Row("log", $"{Texts.Time(line.At)}  {Texts.OneLine(line.Text)}");

        void Row(string title, string value) => printer.Line($"{title,-11}{value}");
    }
}
