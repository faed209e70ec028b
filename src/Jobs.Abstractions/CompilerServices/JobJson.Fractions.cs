using System.Text.Json;

namespace Jobs.CompilerServices;

// Finite numbers are JSON numbers in the shortest form that reads back as the same bits; JSON has no token for the rest.
public static partial class JobJson
{
    private const string NotANumber = "NaN";
    private const string PositiveInfinity = "Infinity";
    private const string NegativeInfinity = "-Infinity";

    /// <summary>Writes a floating-point number.</summary>
    public static void WriteSingle(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteStringValue(float.IsNaN(value) ? NotANumber : value > 0 ? PositiveInfinity : NegativeInfinity);
    }

    /// <summary>Reads a floating-point number.</summary>
    public static float ReadSingle(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        // A number beyond the type's range reads as infinity, which was never written as a number.
        JsonTokenType.Number when reader.TryGetSingle(out var value) && float.IsFinite(value) => value,
        JsonTokenType.String when reader.ValueTextEquals("NaN"u8) => float.NaN,
        JsonTokenType.String when reader.ValueTextEquals("Infinity"u8) => float.PositiveInfinity,
        JsonTokenType.String when reader.ValueTextEquals("-Infinity"u8) => float.NegativeInfinity,
        _ => throw Expected("a number, 'NaN', 'Infinity' or '-Infinity'", ref reader),
    };

    /// <summary>Writes a floating-point number.</summary>
    public static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteStringValue(double.IsNaN(value) ? NotANumber : value > 0 ? PositiveInfinity : NegativeInfinity);
    }

    /// <summary>Reads a floating-point number.</summary>
    public static double ReadDouble(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        // A number beyond the type's range reads as infinity, which was never written as a number.
        JsonTokenType.Number when reader.TryGetDouble(out var value) && double.IsFinite(value) => value,
        JsonTokenType.String when reader.ValueTextEquals("NaN"u8) => double.NaN,
        JsonTokenType.String when reader.ValueTextEquals("Infinity"u8) => double.PositiveInfinity,
        JsonTokenType.String when reader.ValueTextEquals("-Infinity"u8) => double.NegativeInfinity,
        _ => throw Expected("a number, 'NaN', 'Infinity' or '-Infinity'", ref reader),
    };

    /// <summary>Writes a floating-point number: widened, which is exact.</summary>
    public static void WriteHalf(Utf8JsonWriter writer, Half value) => WriteSingle(writer, (float)value);

    /// <summary>Reads a floating-point number.</summary>
    public static Half ReadHalf(ref Utf8JsonReader reader) => (Half)ReadSingle(ref reader);

    /// <summary>Writes a decimal number with its scale.</summary>
    public static void WriteDecimal(Utf8JsonWriter writer, decimal value) => writer.WriteNumberValue(value);

    /// <summary>Reads a decimal number.</summary>
    public static decimal ReadDecimal(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var value)
            ? value
            : throw Expected("a decimal number", ref reader);
}
