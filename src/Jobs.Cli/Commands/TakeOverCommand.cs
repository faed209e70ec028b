using System.CommandLine;
using System.Globalization;
using Jobs.Cli.Output;

namespace Jobs.Cli.Commands;

/// <summary>jobs take-over: the store, by force, from an owner that does not answer.</summary>
internal static class TakeOverCommand
{
    public static Command Create(SharedOptions shared)
    {
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask: take it." };
        var command = new Command("take-over", "Takes the store by force from a host that lives and does not answer, so that another can start. To end that host's process does the same, and is better where it can be done.") { yes };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var printer = shared.PrinterOf(parsed);
            var takeOver = await JobsTakeOver.LookAsync(shared.PathOf(parsed), shared.PatienceOf(parsed), cancellationToken).ConfigureAwait(false);
            if (takeOver is null)
            {
                Tell(printer, null, "Nobody owns the store: start a host.");
                return ExitCodes.Done;
            }

            if (!parsed.GetValue(yes) && !await AskAsync(printer, takeOver, cancellationToken).ConfigureAwait(false)) return ExitCodes.No;
            takeOver.Force();
            Tell(printer, takeOver, $"Taken from {takeOver.Owner}. Start a host. The old one is refused whatever it still tries; end it when you can: kill -9 {Text(takeOver.ProcessId)}");
            return ExitCodes.Done;
        });
        return command;
    }

    // Nobody who pipes into this has read whom it is taken from.
    private static async Task<bool> AskAsync(Printer printer, JobsTakeOver takeOver, CancellationToken cancellationToken)
    {
        if (printer.IsJson || Console.IsInputRedirected)
        {
            throw new JobUsageException($"Nothing was changed: to take the job store '{takeOver.StoreFile}' from {takeOver.Owner} without being asked, add --yes.");
        }

        printer.Line($"store  {takeOver.StoreFile}");
        printer.Line($"owner  {Texts.OneLine(takeOver.Owner)}: {(takeOver.IsStopped ? "stopped by a signal or a debugger" : "runs, and does not answer")}");
        printer.Line("What it acknowledged is kept; what it works on runs again. 'kill -9' does the same, and is better.");
        printer.Part("Take the store from it? [y/N] ");
        var answer = await Task.Run(Console.In.ReadLine, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (answer?.Trim() is "y" or "Y" or "yes") return true;
        printer.Line("Nothing was changed.");
        return false;
    }

    private static void Tell(Printer printer, JobsTakeOver? takeOver, string text)
    {
        if (!printer.IsJson)
        {
            printer.Line(text);
            return;
        }

        printer.Json(json =>
        {
            json.WriteBoolean("taken"u8, takeOver is not null);
            if (takeOver is null) return;
            json.WriteString("from"u8, takeOver.Owner);
            json.WriteNumber("pid"u8, takeOver.ProcessId);
        });
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
