using System.CommandLine;
using Jobs.Cli.Output;

namespace Jobs.Cli.Commands;

/// <summary>jobs tail: what happens to a job until its end, or to all until Ctrl+C.</summary>
internal static class TailCommand
{
    public static Command Create(SharedOptions shared)
    {
        var job = JobArgument.One();
        job.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("tail", "Follows a job to its end, or all jobs; over restarts of the host, too.") { job };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var printer = shared.PrinterOf(parsed);
            await using var client = shared.ClientOf(parsed);
            return await FollowAsync(client, parsed.GetValue(job), printer, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>Follows; <see cref="JobId.None"/> for all. The exit tells how the job ended.</summary>
    public static async Task<int> FollowAsync(JobsClient client, JobId id, Printer printer, CancellationToken cancellationToken)
    {
        var lines = new EventLines(printer);
        try
        {
            return await FollowAsync(client, id, lines, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lines.End(); // Ctrl+C, or an error: what follows has a line of its own.
        }
    }

    private static async Task<int> FollowAsync(JobsClient client, JobId id, EventLines lines, CancellationToken cancellationToken)
    {
        if (!id.IsNone && await client.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } now && !now.Status.IsTerminal()) lines.Begin(now);
        await foreach (var notice in client.FollowAsync(id.IsNone ? null : id, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            lines.Write(notice);
            if (id.IsNone || notice.Kind != JobEventKind.Ended) continue;
            return notice.Status == JobStatus.Completed ? ExitCodes.Done : ExitCodes.No;
        }

        return ExitCodes.Done;
    }
}
