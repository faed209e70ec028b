using System.CommandLine;
using System.Globalization;
using Jobs.Cli.Output;

namespace Jobs.Cli.Commands;

/// <summary>jobs doctor: whether the store is well, and why what does not move does not.</summary>
internal static class DoctorCommand
{
    public static Command Create(SharedOptions shared)
    {
        var limit = new Option<int>("--limit", "-n") { Description = "How many jobs that do not move to explain.", DefaultValueFactory = _ => 20, CustomParser = NumberOption.Within("--limit", 0, int.MaxValue) };
        var command = new Command("doctor", "Examines the store without writing to it: the file, every invariant of its rows, and each job that does not move.") { limit };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var printer = shared.PrinterOf(parsed);
            var path = shared.PathOf(parsed);
            var report = JobsDoctor.Examine(path, TimeProvider.System.GetUtcNow());
            var (running, silence) = report is { IsListening: true, OwnerUser: null } ? await AskOwnerAsync(shared.ClientOf(parsed), cancellationToken).ConfigureAwait(false) : (null, null);
            if (silence is not null) report = report with { Findings = [.. report.Findings, new DoctorFinding("owner-silent", silence)] };
            var waiting = Explain(report, running, silence is not null).Take(parsed.GetValue(limit)).ToList();
            if (printer.IsJson) PrintJson(printer, report, waiting);
            else Print(printer, report, waiting, running?.Count);
            return report.Findings.Count == 0 ? ExitCodes.Done : ExitCodes.No;
        });
        return command;
    }

    /// <summary>What runs is known to the host alone; a host that does not answer is itself a finding.</summary>
    private static async Task<(HashSet<JobId>? Running, string? Silence)> AskOwnerAsync(JobsClient client, CancellationToken cancellationToken)
    {
        await using (client.ConfigureAwait(false))
        {
            try
            {
                var jobs = await client.QueryAsync(new JobQuery { Status = JobStatus.Running, Limit = 1000 }, cancellationToken).ConfigureAwait(false);
                return ([.. jobs.Select(j => j.Id)], null);
            }
            catch (JobException failure)
            {
                return (null, failure.Message);
            }
        }
    }

    private static IEnumerable<WaitingJob> Explain(DoctorReport report, HashSet<JobId>? running, bool isSilent)
    {
        foreach (var job in report.Waiting)
        {
            if (running?.Contains(job.Id) == true) continue; // It moves.
            yield return job.Reason switch
            {
                WaitingReason.Ready when running is not null => job with { Text = $"It waits for a permit; jobs that run: {running.Count}. Raise JobsOptions.MaxRunningJobs, or wait." },
                WaitingReason.Ready when isSilent => job with { Text = "It waits for its host, which owns the store and does not answer (owner-silent): whether it runs is not known." },
                WaitingReason.Ready when !report.IsOwned => job with { Text = "No host runs; it starts with the next one." },
                _ => job,
            };
        }
    }

    private static void Print(Printer printer, DoctorReport report, List<WaitingJob> waiting, int? running)
    {
        printer.Line($"store     {report.StoreFile}, schema {report.SchemaVersion.ToString(CultureInfo.InvariantCulture)}");
        printer.Line($"owner     {Owner(report)}");
        if (!report.IsOwned && !report.WasClosed) printer.Line("stop      not clean: the next host checks the file and recovers what ran");
        if (running is { } count) printer.Line($"running   {count.ToString(CultureInfo.InvariantCulture)}");
        printer.Line($"checks    {report.ChecksMade.ToString(CultureInfo.InvariantCulture)} made, {(report.Findings.Count == 0 ? "all well" : "not all well")}");
        foreach (var finding in report.Findings) printer.Line($"  {finding.Check}  {Texts.OneLine(finding.Text)}");
        if (report.Findings.Any(f => f.Check is not ("owner-silent" or "empty")))
        {
            printer.Line("Keep a copy of the file with its -wal, and report this: no version of Jobs may leave such rows behind.");
        }

        foreach (var command in report.UnfinishedCommands) printer.Line($"unfinished  {Texts.OneLine(command.Text)}");
        if (waiting.Count == 0) return;
        printer.Line();
        var table = new Table("JOB", "NAME", "WAITS", "WHY");
        foreach (var job in waiting) table.Add(job.Id.ToString(), Texts.OneLine(job.Name), job.Reason.ToString(), Texts.OneLine(job.Text));
        table.Print(printer);
    }

    private static string Owner(DoctorReport report) => report switch
    {
        { IsOwned: false, Owner: { } last } => $"none; the last was {last}",
        { IsOwned: false } => "none",
        { OwnerUser: { } user } => $"{report.Owner}, of user '{user}': what runs it tells to that user alone: sudo -u {user} jobs doctor",
        { IsListening: false } => $"{report.Owner ?? "a process that says nothing of itself"}, which does not listen: what runs is not known",
        _ => report.Owner!,
    };

    private static void PrintJson(Printer printer, DoctorReport report, List<WaitingJob> waiting) => printer.Json(json =>
    {
        json.WriteString("store"u8, report.StoreFile);
        json.WriteNumber("schema"u8, report.SchemaVersion);
        json.WriteBoolean("owned"u8, report.IsOwned);
        if (report.Owner is not null) json.WriteString("owner"u8, report.Owner);
        if (report.OwnerUser is not null) json.WriteString("ownerUser"u8, report.OwnerUser);
        json.WriteBoolean("closed"u8, report.WasClosed);
        json.WriteNumber("checks"u8, report.ChecksMade);
        json.WriteStartArray("findings"u8);
        foreach (var finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("check"u8, finding.Check);
            if (!finding.Job.IsNone) json.WriteString("id"u8, finding.Job.ToString());
            json.WriteString("text"u8, finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unfinishedCommands"u8);
        foreach (var command in report.UnfinishedCommands)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, command.Job.ToString());
            json.WriteString("command"u8, command.Command);
            json.WriteNumber("rowsLeft"u8, command.RowsLeft);
            json.WriteString("text"u8, command.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("waiting"u8);
        foreach (var job in waiting)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, job.Id.ToString());
            json.WriteString("name"u8, job.Name);
            json.WriteString("reason"u8, job.Reason.ToString());
            json.WriteString("text"u8, job.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
