using System.CommandLine;
using Jobs.Catalog;

namespace Jobs.Cli.Commands;

/// <summary>An option that takes one of a few words.</summary>
internal static class WordOption
{
    /// <summary>Makes one of an enum's words; the default of its type when it is not given.</summary>
    /// <param name="name">The option.</param>
    /// <param name="what">What a word of it is called.</param>
    /// <param name="description">What it says, without an end.</param>
    public static Option<T> Create<T>(string name, string what, string description)
        where T : struct, Enum =>
        Of(name, what, description, [.. Enum.GetValues<T>().Select(value => new KeyValuePair<string, T>(value.ToString(), value))], [], "");

    /// <summary>Makes one of any words.</summary>
    /// <param name="name">The option.</param>
    /// <param name="what">What a word of it is called.</param>
    /// <param name="description">What it says, without an end.</param>
    /// <param name="words">The words that it takes, and what each stands for. Letters may be of another case.</param>
    /// <param name="elsewhere">Words that others like it take, and this one may not: its error says so instead of that they are none.</param>
    /// <param name="why">Why not.</param>
    public static Option<T> Of<T>(string name, string what, string description, IReadOnlyList<KeyValuePair<string, T>> words, IReadOnlyList<string> elsewhere, string why)
    {
        var list = string.Join(", ", words.Select(w => w.Key));
        return new Option<T>(name)
        {
            Description = $"{description}: {list}.",
            HelpName = what,
            CustomParser = result =>
            {
                var word = result.Tokens[0].Value;
                foreach (var (known, value) in words)
                {
                    if (known.Equals(word, StringComparison.OrdinalIgnoreCase)) return value;
                }

                result.AddError(elsewhere.FirstOrDefault(w => w.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } other
                    ? $"{name} takes no '{other}': {why}. Expected one of {list}"
                    : $"'{word}' is no {what}: expected one of {list}.{NearestWord.Question(word, words.Select(w => w.Key))}");
                return default!;
            },
        };
    }
}
