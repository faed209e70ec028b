using System.CommandLine;
using System.Globalization;
using Jobs.Cli.Output;

namespace Jobs.Cli.Commands;

/// <summary>jobs list: jobs, the newest first.</summary>
internal static class ListCommand
{
    public static Command Create(SharedOptions shared)
    {
        var name = new Option<string?>("--name") { Description = "Only of this stored name." };
        var status = StatusOption.Create();
        var parent = JobArgument.Option("--parent", "Only children of this job.");
        var before = JobArgument.Option("--before", "Only older than this job: the last of a page shows the next.");
        var tag = TagOption.Create("Only with this tag.");
        var limit = new Option<int>("--limit", "-n") { Description = "How many at most, 1 to 1000.", DefaultValueFactory = _ => 20, CustomParser = NumberOption.Within("--limit", 1, 1000) };
        tag.Validators.Add(result =>
        {
            if (result.Tokens.Count > 1) result.AddError("list takes one --tag; narrow down further with --name or --status.");
        });
        var command = new Command("list", "Lists jobs, active and ended, the newest first.") { name, status, parent, tag, before, limit };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var printer = shared.PrinterOf(parsed);
            await using var client = shared.ClientOf(parsed);
            var query = (parsed.GetValue(status) ?? new JobQuery()) with
            {
                Name = parsed.GetValue(name),
                ParentId = parsed.GetValue(parent),
                Before = parsed.GetValue(before),
                Tag = TagOption.Read(parsed.GetValue(tag)).Select(t => (KeyValuePair<string, string>?)t).FirstOrDefault(),
                Limit = parsed.GetValue(limit),
            };
            var jobs = await client.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            Print(printer, jobs);
            if (jobs.Count == 0 && !printer.IsJson) await RemarkAsync(printer, client, query, cancellationToken).ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(Printer printer, IReadOnlyList<JobInfo> jobs)
    {
        if (printer.IsJson)
        {
            printer.Json(json =>
            {
                json.WriteStartArray("jobs"u8);
                foreach (var job in jobs)
                {
                    json.WriteStartObject();
                    json.WriteJob(job);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return;
        }

        if (jobs.Count == 0)
        {
            printer.Line("No jobs.");
            return;
        }

        var table = new Table("JOB", "NAME", "STATUS", "DONE", "SUBMITTED", "NOTE");
        foreach (var job in jobs) table.Add(job.Id.ToString(), Texts.OneLine(job.Name), Texts.Status(job), Texts.Progress(job.Progress), Texts.Time(job.SubmittedAt), Note(job));
        table.Print(printer);
    }

    // None of what was asked for, and none of what was asked with, are two answers.
    private static async Task RemarkAsync(Printer printer, JobsClient client, JobQuery query, CancellationToken cancellationToken)
    {
        if (query.Name is { } name && !await StoredNames.AreAsync(client, name, cancellationToken).ConfigureAwait(false))
        {
            printer.Remark(await StoredNames.UnknownAsync(client, name, cancellationToken).ConfigureAwait(false));
        }

        if (!query.ParentId.IsNone && await client.FindAsync(query.ParentId, cancellationToken).ConfigureAwait(false) is null)
        {
            printer.Remark($"The parent {query.ParentId} {Texts.Unknown}.");
        }
    }

    private static string Note(JobInfo job)
    {
        var note = Texts.OneLine(Reason(job));
        if (job.Crashes == 0 || job.Status.IsTerminal()) return note;
        return $"crashes {job.Crashes.ToString(CultureInfo.InvariantCulture)}{(note.Length > 0 ? $", {note}" : "")}"; // It took its host with it, and may again.
    }

    private static string Reason(JobInfo job) => job switch
    {
        { IsParked: true } => ParkedText.Note(job),
        { Error: { } error } when job.Status != JobStatus.Completed => error.Message + Texts.Again(job.Id, job.Status, job.RetriedAs),
        { Status: JobStatus.Sleeping } => $"wakes {Texts.Time(job.DueAt)}",
        { Status: JobStatus.Scheduled } => $"due {Texts.Time(job.DueAt)}",
        { Progress: { Message: { } message } } when !job.Status.IsTerminal() => message,
        { Key: { } key } => $"key {key}",
        _ => "",
    };
}
