using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Generators.Emission;

/// <summary>Values as C# literals, the same in every culture.</summary>
internal static class Literals
{
    /// <summary>A text in quotes, escaped.</summary>
    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>A text as UTF-8 bytes.</summary>
    public static string Utf8(string value) => Text(value) + "u8";

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Bits(ulong value) => "0x" + value.ToString("X", CultureInfo.InvariantCulture) + "UL";

    /// <summary>A time of so many ticks of 100 ns.</summary>
    public static string Ticks(long ticks) => $"new global::System.TimeSpan({Number(ticks)}L)";
}
