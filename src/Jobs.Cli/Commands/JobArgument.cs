using System.CommandLine;
using System.CommandLine.Parsing;
using Jobs.Catalog;

namespace Jobs.Cli.Commands;

/// <summary>Job ids on the command line.</summary>
internal static class JobArgument
{
    public static Argument<JobId> One() => new("job")
    {
        Description = "The job's id, as list shows it.",
        CustomParser = result => JobId.TryParse(result.Tokens[0].Value, null, out var id) ? id : Wrong(result, result.Tokens[0].Value).FirstOrDefault(),
    };

    public static Option<JobId> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "job",
        CustomParser = result => JobId.TryParse(result.Tokens[0].Value, null, out var id) ? id : Wrong(result, result.Tokens[0].Value).FirstOrDefault(),
    };

    public static Argument<JobId[]> Many() => new("jobs")
    {
        Description = "The jobs' ids, as list shows them.",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.SelectMany(t => JobId.TryParse(t.Value, null, out var id) ? [id] : Wrong(result, t.Value))],
    };

    private static JobId[] Wrong(ArgumentResult result, string text)
    {
        if (text is ['-', not (>= '0' and <= '9'), ..] && result.Parent is CommandResult { Command: { } command })
        {
            // Ids are many here, so that this takes what no option did.
            result.AddError($"'{text}' is no option of {command.Name}.{NearestWord.Question(text, command.Options.Select(o => o.Name))}");
            return [];
        }

        result.AddError($"'{text}' is not a job id: expected a positive decimal number, as 'jobs list' shows them.");
        return [];
    }
}
