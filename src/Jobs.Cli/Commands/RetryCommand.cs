using System.CommandLine;
using System.CommandLine.Parsing;
using Jobs.Cli.Output;

namespace Jobs.Cli.Commands;

/// <summary>jobs retry: runs ended jobs again, those that are named or all that ended in one way.</summary>
internal static class RetryCommand
{
    private const int PageMax = 200;
    private const int ShownMax = 20; // Of those retried by status, so many are named; a program has them all.
    private const int UnderWayMax = 32; // Their retries share commits.

    public static Command Create(SharedOptions shared)
    {
        var jobs = JobArgument.Many();
        jobs.Arity = ArgumentArity.ZeroOrMore;
        var fromStart = new Option<bool>("--from-start") { Description = "Begin with the input alone, and not with the last checkpoint: every task runs again, under a new idempotency key." };
        var status = WordOption.Of<JobStatus?>(
            "--status", "status", "All that ended so",
            [.. Enum.GetValues<JobStatus>().Where(s => s.CanBeRetried()).Select(s => new KeyValuePair<string, JobStatus?>(s.ToString(), s))],
            [.. Enum.GetNames<JobStatus>(), StatusOption.Paused, StatusOption.Parked],
            "only what ended without a result is run again");
        var name = new Option<string?>("--name") { Description = "With --status: only of this stored name." };
        var tag = TagOption.Create("With --status: only with this tag.");
        var command = new Command("retry", "Runs ended jobs again, each as a new job that goes on where the ended one stopped.") { jobs, fromStart, status, name, tag };
        command.Validators.Add(result => Validate(result, jobs, status, name, tag));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var printer = shared.PrinterOf(parsed);
            await using var client = shared.ClientOf(parsed);
            var options = new RetryOptions { FromStart = parsed.GetValue(fromStart) };
            if (parsed.GetValue(status) is { } wanted)
            {
                var query = new JobQuery
                {
                    Status = wanted, Name = parsed.GetValue(name), Limit = PageMax,
                    Tag = TagOption.Read(parsed.GetValue(tag)).Select(t => (KeyValuePair<string, string>?)t).FirstOrDefault(),
                };
                return await RetryAllAsync(printer, client, query, options, cancellationToken).ConfigureAwait(false);
            }

            var isDone = true;
            foreach (var id in parsed.GetValue(jobs)!)
            {
                var retry = await client.RetryAsync(id, options, cancellationToken).ConfigureAwait(false);
                isDone &= retry.Outcome == RetryOutcome.Retried;
                if (printer.IsJson) Print(printer, id, retry);
                else printer.Line($"{id}  {await ExplainAsync(client, id, retry, cancellationToken).ConfigureAwait(false)}");
            }

            return isDone ? ExitCodes.Done : ExitCodes.No;
        });
        return command;
    }

    private static void Validate(CommandResult result, Argument<JobId[]> jobs, Option<JobStatus?> status, Option<string?> name, Option<string[]> tag)
    {
        var isNamed = result.GetResult(jobs) is { Tokens.Count: > 0 };
        if (result.GetResult(status) is null)
        {
            if (!isNamed) result.AddError("Name the jobs to retry, or say which with --status, as in: jobs retry --status Failed --name report");
            else if (result.GetResult(name) is not null || result.GetResult(tag) is not null) result.AddError("--name and --tag narrow down --status; jobs that are named need neither.");
            return;
        }

        if (isNamed) result.AddError("Name jobs or give --status, not both.");
        if (result.GetResult(tag) is { Tokens.Count: > 1 }) result.AddError("retry takes one --tag; narrow down further with --name.");
    }

    // The newest first, so that a child is retried before its parent, which finds it then; those that end badly again meanwhile are
    // newer than all of them, and are not met.
    private static async Task<int> RetryAllAsync(Printer printer, JobsClient client, JobQuery query, RetryOptions options, CancellationToken cancellationToken)
    {
        var (retried, before, refused) = (0, 0, 0);
        if (query.Name is { } name && !await StoredNames.AreAsync(client, name, cancellationToken).ConfigureAwait(false))
        {
            throw new NothingFoundException(await StoredNames.UnknownAsync(client, name, cancellationToken).ConfigureAwait(false));
        }

        var underWay = new List<JobInfo>();
        while (true)
        {
            var page = await client.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var job in page)
            {
                if (!job.RetriedAs.IsNone)
                {
                    before++;
                    continue;
                }

                if (underWay.Count == UnderWayMax || underWay.Exists(j => j.ParentId == job.Id)) await FlushAsync().ConfigureAwait(false);
                underWay.Add(job);
            }

            await FlushAsync().ConfigureAwait(false);
            if (page.Count < PageMax) break;
            if (!printer.IsJson) printer.Line($"{retried} retried …");
            query = query with { Before = page[^1].Id };
        }

        if (printer.IsJson)
        {
            printer.Json(json =>
            {
                json.WriteNumber("retried"u8, retried);
                json.WriteNumber("retriedBefore"u8, before);
                json.WriteNumber("refused"u8, refused);
            });
        }
        else
        {
            printer.Line($"{retried} retried, {before} had been before, {refused} could not be.");
        }

        return refused == 0 ? ExitCodes.Done : ExitCodes.No;

        async Task FlushAsync()
        {
            var answers = await Task.WhenAll(underWay.Select(j => client.RetryAsync(j.Id, options, cancellationToken).AsTask())).ConfigureAwait(false);
            for (var i = 0; i < answers.Length; i++)
            {
                var (id, retry) = (underWay[i].Id, answers[i]);
                if (retry.Outcome == RetryOutcome.Retried)
                {
                    if (!printer.IsJson && retried < ShownMax) printer.Line($"{id}  {Explain(underWay[i], retry)}");
                    if (!printer.IsJson && retried == ShownMax) printer.Line("… the others are not shown here; --json names each");
                    retried++;
                }
                else if (retry.Outcome == RetryOutcome.AlreadyRetried) before++;
                else refused++;
                if (printer.IsJson) Print(printer, id, retry);
                else if (retry.Outcome is not (RetryOutcome.Retried or RetryOutcome.AlreadyRetried)) printer.Line($"{id}  {await ExplainAsync(client, id, retry, cancellationToken).ConfigureAwait(false)}");
            }

            underWay.Clear();
        }
    }

    private static void Print(Printer printer, JobId id, JobRetry retry) => printer.Json(json =>
    {
        json.WriteString("id"u8, id.ToString());
        json.WriteString("command"u8, "retry");
        json.WriteString("outcome"u8, retry.Outcome.ToString());
        if (!retry.JobId.IsNone) json.WriteString("job"u8, retry.JobId.ToString());
    });

    private static async Task<string> ExplainAsync(JobsClient client, JobId id, JobRetry retry, CancellationToken cancellationToken) => retry.Outcome switch
    {
        RetryOutcome.Retried => Explain(await client.FindAsync(id, cancellationToken).ConfigureAwait(false), retry),
        RetryOutcome.AlreadyRetried => await ExplainAsync(client, retry.JobId, cancellationToken).ConfigureAwait(false),
        RetryOutcome.NotEnded => await PendingCancel.ExplainAsync(client, id, PendingCancel.BesideHost, cancellationToken).ConfigureAwait(false) is { } pending
            ? $"{pending}; retry it then"
            : "has not ended; look at why it does not move: jobs doctor",
        RetryOutcome.Completed => "has completed; submit a new one if its work is wanted once more",
        RetryOutcome.NothingKept => "keeps nothing to be retried from: it ended under an older version, its row was damaged, or its history is being pruned. Submit it anew",
        RetryOutcome.KeyTaken => $"was not retried: its key is that of job {retry.JobId}, which is active",
        _ => Texts.Unknown,
    };

    // Whatever kept a host from running the ended job keeps it from running the new one, unless the host has changed.
    private static string Explain(JobInfo? ended, JobRetry retry) => $"retried as {retry.JobId}" + (
        ended is { Status: JobStatus.Cancelled, Error: { IsParking: true } error }
            ? $", and will be put off again by a host that cannot run it: the last one could not ({Texts.OneLine(error.Message.TrimEnd('.'))}). If its input is wrong, cancel the new one and submit the job again"
            : "");

    private static async Task<string> ExplainAsync(JobsClient client, JobId retry, CancellationToken cancellationToken) =>
        await client.FindAsync(retry, cancellationToken).ConfigureAwait(false) is { } info && info.Status.CanBeRetried() && info.RetriedAs.IsNone
            ? $"was retried as {retry}, which ended as {info.Status}: jobs retry {retry}"
            : $"was retried before, as {retry}";
}
