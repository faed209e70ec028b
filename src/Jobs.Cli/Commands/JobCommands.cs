using System.CommandLine;
using Jobs.Cli.Output;

namespace Jobs.Cli.Commands;

/// <summary>jobs cancel, pause and resume: one command to each of some jobs.</summary>
internal static class JobCommands
{
    private const string Cancel = "cancel";
    private const string Resume = "resume";

    public static Command Create(
        SharedOptions shared, string word, string description, Func<JobsClient, JobId, CancellationToken, ValueTask<CommandOutcome>> send)
    {
        var jobs = JobArgument.Many();
        var command = new Command(word, description) { jobs };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var printer = shared.PrinterOf(parsed);
            await using var client = shared.ClientOf(parsed);
            var isDone = true;
            foreach (var id in parsed.GetValue(jobs)!)
            {
                var before = word == Resume && !printer.IsJson ? await client.FindAsync(id, cancellationToken).ConfigureAwait(false) : null;
                var outcome = await send(client, id, cancellationToken).ConfigureAwait(false);
                isDone &= outcome == CommandOutcome.Applied;
                if (printer.IsJson)
                {
                    printer.Json(json =>
                    {
                        json.WriteString("id"u8, id.ToString());
                        json.WriteString("command"u8, word);
                        json.WriteString("outcome"u8, outcome.ToString());
                    });
                }
                else
                {
                    printer.Line($"{id}  {await ExplainAsync(client, id, word, outcome, before, cancellationToken).ConfigureAwait(false)}");
                }
            }

            return isDone ? ExitCodes.Done : ExitCodes.No;
        });
        return command;
    }

    private static async Task<string> ExplainAsync(
        JobsClient client, JobId id, string word, CommandOutcome outcome, JobInfo? before, CancellationToken cancellationToken) => outcome switch
    {
        CommandOutcome.Applied => await PendingCancel.ExplainAsync(client, id, word == Cancel ? null : PendingCancel.BesideHost, cancellationToken).ConfigureAwait(false) ?? word switch
        {
            Cancel => "cancelled",
            "pause" => "paused",
            _ when before is { IsPaused: false } => await NotPausedAsync(client, before, cancellationToken).ConfigureAwait(false),
            _ => "resumed",
        },
        CommandOutcome.AlreadyFinishing => $"has ended; there is nothing to {word}",
        _ => Texts.Unknown,
    };

    // The command went to its whole tree: it did nothing to the job itself, which somebody expected to move now.
    private static async Task<string> NotPausedAsync(JobsClient client, JobInfo job, CancellationToken cancellationToken)
    {
        var children = await client.QueryAsync(new JobQuery { ParentId = job.Id, Limit = 1 }, cancellationToken).ConfigureAwait(false);
        return "was not paused" +
            (children.Count > 0 ? "; what was paused below it goes on" : "") +
            (job.IsParked ? $", but is parked: {Texts.OneLine(ParkedText.Note(job))}" : "");
    }
}
