using System.CommandLine;
using Jobs.Catalog;
using Jobs.Cli.Commands;
using Jobs.Cli.Output;

namespace Jobs.Cli;

/// <summary>The tool: its commands, and what becomes of an error in any of them.</summary>
internal static class JobsTool
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var shared = new SharedOptions();
        var root = new RootCommand(
            "Speaks with the jobs of a store: with the process that runs them, or, while none does, with the store itself.")
        {
            ListCommand.Create(shared),
            ShowCommand.Create(shared),
            TailCommand.Create(shared),
            SubmitCommand.Create(shared),
            JobCommands.Create(shared, "cancel", "Cancels jobs and everything below them.", static (c, id, t) => c.CancelAsync(id, t)),
            JobCommands.Create(shared, "pause", "Pauses jobs and everything below them.", static (c, id, t) => c.PauseAsync(id, t)),
            JobCommands.Create(shared, "resume", "Lets paused jobs and everything below them go on.", static (c, id, t) => c.ResumeAsync(id, t)),
            RetryCommand.Create(shared),
            StatsCommand.Create(shared),
            DoctorCommand.Create(shared),
            TakeOverCommand.Create(shared),
        };
        shared.AddTo(root);

        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }); // "@file" is an input of submit.
        var configuration = new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false };
        if (parsed.Errors.Count > 0)
        {
            await ErrorText.WriteAsync(parsed.GetValue(shared.Json), UsageError(parsed), null, output, errors).ConfigureAwait(false);
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception failure) when (failure is JobException or IOException or UnauthorizedAccessException or FormatException or PlatformNotSupportedException)
        {
            await ErrorText.WriteAsync(parsed.GetValue(shared.Json), failure, failure.Message + Hint(failure), output, errors).ConfigureAwait(false);
            return failure switch
            {
                JobUsageException or JobPayloadException or FormatException => ExitCodes.Usage,
                UnknownJobException or NothingFoundException => ExitCodes.No,
                _ => ExitCodes.Store,
            };
        }
    }

    // The library's own way is the whole help below a line that then is out of sight, and exit code 1, which here means that a
    // question was answered with no.
    private static JobUsageException UsageError(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command is RootCommand ? "jobs" : $"jobs {parsed.CommandResult.Command.Name}";
        var words = parsed.Errors.Select(e => e.Message.Trim().TrimEnd('.')).Where(m => m != "Required command was not provided" || parsed.Errors.Count == 1).Distinct();
        return new JobUsageException($"{string.Join(" ", words.Select(Ended))}{DidYouMean(parsed)} '{command} --help' tells what it takes.");
    }

    private static string Ended(string sentence) => sentence.EndsWith('?') ? sentence : sentence + ".";

    // Words that no command or option took, and what stands where they do. An option's own parser says it of the option's words.
    private static string DidYouMean(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var options = command.Options.Concat(parsed.RootCommandResult.Command.Options.Where(o => o.Recursive)).Select(o => o.Name);
        foreach (var word in parsed.UnmatchedTokens)
        {
            var question = NearestWord.Question(word.Split('=')[0], word.StartsWith('-') ? options : command.Subcommands.Select(c => c.Name));
            if (question.Length > 0) return question;
        }

        return "";
    }

    // What the runtime cannot know: how the path came here, and what this tool can show.
    private static string Hint(Exception failure) => failure switch
    {
        JobStoreException { Fault: JobStoreFault.Missing or JobStoreFault.Foreign } =>
            $" The tool takes it from --store, the variable {SharedOptions.StoreVariable}, or jobs.db in this folder.",
        UnknownJobException => " 'jobs list' shows those that are known.",
        _ => "",
    };
}
