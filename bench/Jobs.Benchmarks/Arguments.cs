using System.Globalization;

namespace Jobs.Benchmarks;

/// <summary>The command line: a row's name, then <c>--name value</c> pairs.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private Arguments(string row) => Row = row;

    public string Row { get; }

    /// <summary>Rounds that count; odd, so that the median is a run that happened.</summary>
    public int Rounds => Number("rounds", 7);

    /// <summary>Only contenders whose name contains this.</summary>
    public string Only => _values.GetValueOrDefault("only", "");

    /// <summary>Where the files are made: the disk that is measured.</summary>
    public string Folder => _values.GetValueOrDefault("folder", Path.GetTempPath());

    /// <summary>One count, or several with commas.</summary>
    public IReadOnlyList<int> Numbers(string name, string otherwise) =>
        [.. _values.GetValueOrDefault(name, otherwise).Split(',').Select(text => Parse(name, text))];

    public int Number(string name, int otherwise) => _values.TryGetValue(name, out var text) ? Parse(name, text) : otherwise;

    public bool Has(string name, string value) => _values.GetValueOrDefault(name, value).Split(',').Contains(value, StringComparer.Ordinal);

    public static Arguments Read(string[] words)
    {
        var arguments = new Arguments(words.FirstOrDefault() ?? "help");
        for (var i = 1; i < words.Length; i += 2)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == words.Length)
                throw new FormatException($"'{words[i]}' is not an option with a value.");
            arguments._values[words[i][2..]] = words[i + 1];
        }

        return arguments;
    }

    private static int Parse(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"--{name} wants a positive number, not '{text}'.");
}
