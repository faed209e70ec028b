using System.CommandLine;
using Jobs.Cli.Output;

namespace Jobs.Cli.Commands;

/// <summary>jobs cancel, pause and resume: one command to each of some jobs.</summary>
internal static class JobCommands
{
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
                    printer.Line($"{id}  {Explain(word, outcome)}");
                }
            }

            return isDone ? ExitCodes.Done : ExitCodes.No;
        });
        return command;
    }

    private static string Explain(string word, CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.Applied => word switch { "cancel" => "cancelled", "pause" => "paused", _ => "resumed" },
        CommandOutcome.AlreadyFinishing => $"has ended; there is nothing to {word}",
        _ => Texts.Unknown,
    };
}
