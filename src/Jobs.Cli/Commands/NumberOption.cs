using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Jobs.Cli.Commands;

/// <summary>What an option takes that is a number, and what it says of one that is none or out of range.</summary>
internal static class NumberOption
{
    /// <summary>A parser for <see cref="Option{T}.CustomParser"/>; both ends of the range are allowed.</summary>
    public static Func<ArgumentResult, T> Within<T>(string name, T min, T max, string unit = "")
        where T : struct, INumber<T> => result =>
    {
        // Not a validator: those are asked also where the parser has failed, and cannot ask it for a value then.
        var word = result.Tokens[0].Value;
        if (T.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes a number from {min} to {max}{unit}, not '{word}'."));
        return default;
    };
}
