using System.CommandLine;

namespace Jobs.Cli.Commands;

/// <summary>Tags on the command line: name=value.</summary>
internal static class TagOption
{
    public static Option<string[]> Create(string description)
    {
        var option = new Option<string[]>("--tag") { Description = description, HelpName = "name=value" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.IndexOf('=', StringComparison.Ordinal) < 1) result.AddError($"'{token.Value}' is not a tag: expected name=value.");
            }
        });
        return option;
    }

    public static IEnumerable<KeyValuePair<string, string>> Read(string[]? tags) =>
        (tags ?? []).Select(t => t.Split('=', 2)).Select(t => new KeyValuePair<string, string>(t[0], t[1]));
}
