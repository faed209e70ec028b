using System.CommandLine;
using Jobs.Cli.Commands;
using Jobs.Cli.Output;

namespace Jobs.Cli;

/// <summary>What every command takes: which store, how to print, how patient to be.</summary>
internal sealed class SharedOptions
{
    /// <summary>Names the store where --store does not.</summary>
    public const string StoreVariable = "JOBS_STORE";

    public Option<string?> Store { get; } = new("--store", "-s")
    {
        Description = $"The store's file. Default: the variable {StoreVariable}, or jobs.db in this folder.",
        Recursive = true,
        HelpName = "file",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON, for programs. Ids are texts: they have more digits than a JavaScript number.", Recursive = true };

    public Option<double> Wait { get; } = new("--wait-for-owner")
    {
        Description = "How many seconds to wait for a host that starts or stops, and for an answer of one that runs.",
        DefaultValueFactory = _ => 10,
        CustomParser = NumberOption.Within("--wait-for-owner", 0.001, 86_400.0, " seconds"),
        Recursive = true,
        HelpName = "seconds",
    };

    /// <summary>Adds them to the root, for all commands.</summary>
    public void AddTo(RootCommand root)
    {
        Store.Validators.Add(result =>
        {
            // As of a script's variable that is not set: the default would be another store than the one meant.
            if (result.Tokens is [{ Value: "" }]) result.AddError("--store is given, and names no file.");
        });
        root.Options.Add(Store);
        root.Options.Add(Json);
        root.Options.Add(Wait);
    }

    /// <summary>The store's path, as it was given.</summary>
    public string PathOf(ParseResult parsed) =>
        parsed.GetValue(Store) is { Length: > 0 } given ? given
        : Environment.GetEnvironmentVariable(StoreVariable) is { Length: > 0 } set ? set
        : "jobs.db";

    /// <summary>A client of the store.</summary>
    public JobsClient ClientOf(ParseResult parsed) => JobsClient.ForStore(PathOf(parsed), options =>
        options.OwnerWait = options.AnswerTimeout = PatienceOf(parsed));

    /// <summary>How long to wait for a host.</summary>
    public TimeSpan PatienceOf(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(Wait));

    /// <summary>Where and how to print.</summary>
    public Printer PrinterOf(ParseResult parsed) =>
        new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(Json), Printer.ColumnsOf(parsed.InvocationConfiguration.Output));
}
