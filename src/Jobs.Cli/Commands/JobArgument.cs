using System.CommandLine;

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

    private static JobId[] Wrong(System.CommandLine.Parsing.ArgumentResult result, string text)
    {
        result.AddError($"'{text}' is not a job id: expected a positive decimal number, as 'jobs list' shows them.");
        return [];
    }
}
