using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>Reads an attribute's named arguments within their ranges; what lies outside is reported and replaced by the default.</summary>
internal sealed class AttributeRange(AttributeData attribute, ISymbol symbol, JobFindings findings, CancellationToken cancellationToken)
{
    /// <summary>The longest timeout, a year, in seconds: beyond it the author means none.</summary>
    private const double SecondsMax = 366 * 86_400;

    public int Integer(string name, int fallback, int min, int max)
    {
        var value = attribute.NamedArgument(name, fallback);
        if (value == fallback || (value >= min && value <= max)) return value;
        Report(name, value.ToString(CultureInfo.InvariantCulture), $"{min} to {max}");
        return fallback;
    }

    /// <summary>A time in seconds, in ticks of 100 ns; 0 when it is not given.</summary>
    public long Ticks(string name)
    {
        var value = attribute.NamedArgument(name, 0d);
        if (value is >= 0 and <= SecondsMax) return (long)(value * TimeSpan.TicksPerSecond);
        Report(name, value.ToString(CultureInfo.InvariantCulture), "0 to one year");
        return 0;
    }

    public string Name(string name, string fallback)
    {
        var value = attribute.NamedArgument(name, fallback);
        if (WireNames.Problem(value) is not { } problem) return value;
        Report(name, WireNames.Quote(value), problem);
        return fallback;
    }

    private void Report(string argument, string value, string range) =>
        findings.Add(
            JobFindingKind.InvalidAttributeValue, attribute.LocationIn(symbol, cancellationToken), symbol.Name, argument, value, range);
}
