using System.Text.Json;

namespace Jobs.CompilerServices;

// A value of a declared hierarchy is an object whose member $type says which of the declared types it is.
public static partial class JobJson
{
    /// <summary>Writes which type a value is of; nothing of null.</summary>
    public static void WriteTypeName(Utf8JsonWriter writer, string? name)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (name is not null) writer.WriteString("$type"u8, name);
    }

    /// <summary>Looks ahead which type a value is of; null when it does not say. The reader is a copy, and stays where it is.</summary>
    public static string? FindTypeName(Utf8JsonReader reader)
    {
        BeginObject(ref reader);
        while (NextMember(ref reader))
        {
            var found = reader.ValueTextEquals("$type"u8);
            reader.Read();
            if (found) return reader.TokenType == JsonTokenType.String ? reader.GetString() : throw Expected("the name of a type", ref reader);
            reader.Skip();
        }

        return null;
    }

    /// <summary>The error of a value whose type has no name that is known.</summary>
    public static JsonException UnknownTypeName(string? name, string names) =>
        name is null
            ? new JsonException($"an object has no '$type', which is one of {names}")
            : UnknownText($"'$type' to be one of {names}; a type that is gone keeps its name with [JobDerivedType]", name);

    /// <summary>The error of a value whose type its hierarchy does not declare.</summary>
    public static JsonException Undeclared(object value, Type declared) =>
        new($"it holds a {value?.GetType()}, which {declared} does not declare; add [JobDerivedType(typeof({value?.GetType().Name}), \"…\")] to {declared.Name}");
}
