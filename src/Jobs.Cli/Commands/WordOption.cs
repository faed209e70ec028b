using System.CommandLine;

namespace Jobs.Cli.Commands;

/// <summary>An option that takes one of a few words: those of an enum.</summary>
internal static class WordOption
{
    /// <summary>Makes one; the default of its type when it is not given.</summary>
    /// <param name="name">The option.</param>
    /// <param name="what">What a word of it is called.</param>
    /// <param name="description">What it says, without an end.</param>
    /// <param name="allowed">The words that it takes, or none for all.</param>
    public static Option<T> Create<T>(string name, string what, string description, params T[] allowed)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        var words = string.Join(", ", allowed.Length == 0 ? Enum.GetNames(type) : allowed.Select(a => a!.ToString()));
        return new Option<T>(name)
        {
            Description = $"{description}: {words}.",
            HelpName = what,
            CustomParser = result =>
            {
                // A number is no word, though Enum takes it for one.
                var word = result.Tokens[0].Value;
                if (word.All(char.IsAsciiLetter) && Enum.TryParse(type, word, ignoreCase: true, out var value))
                {
                    if (allowed.Length == 0 || allowed.Contains((T)value!)) return (T)value!;
                    result.AddError($"{name} takes no '{value}': expected one of {words}");
                    return default;
                }

                result.AddError($"'{word}' is no {what}: expected one of {words}");
                return default;
            },
        };
    }
}
