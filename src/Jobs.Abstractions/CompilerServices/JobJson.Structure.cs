using System.Text.Json;

namespace Jobs.CompilerServices;

public static partial class JobJson
{
    /// <summary>Demands that an object begins here.</summary>
    public static void BeginObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw Expected("an object", ref reader);
    }

    /// <summary>Demands that an array begins here.</summary>
    public static void BeginArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw Expected("an array", ref reader);
    }

    /// <summary>Moves to the next property name of an object; false at its end.</summary>
    public static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Moves to the next item of an array; false at its end.</summary>
    public static bool NextItem(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Moves to an item that must be there.</summary>
    public static void RequireItem(ref Utf8JsonReader reader)
    {
        if (!NextItem(ref reader)) throw Expected("another item", ref reader);
    }

    /// <summary>Demands that an array ends here, or that what follows was written by a later version and may be skipped.</summary>
    public static void EndArray(ref Utf8JsonReader reader)
    {
        while (NextItem(ref reader)) reader.Skip();
    }
}
