using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>The property names of a file, each encoded once when the class is first used.</summary>
internal sealed class NameTable
{
    private readonly SortedDictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>The field that holds a name.</summary>
    public string Field(string wireName)
    {
        if (!_fields.TryGetValue(wireName, out var field))
        {
            var safe = Identifiers.Sanitize(wireName);
            if (safe.Length == 0 || safe[0] is >= '0' and <= '9') safe = "_" + safe;

            // Every field ends in "Name" or in a hash of what was left out, so that no two meet.
            field = safe + "Name" + (safe == wireName ? "" : Identifiers.StableHash(wireName));
            _fields.Add(wireName, field);
        }

        return "Names." + field;
    }

    public void Emit(SourceWriter writer)
    {
        if (_fields.Count == 0) return;
        writer.Line();
        writer.Open("private static class Names");
        foreach (var pair in _fields)
        {
            writer.Line(
                $"internal static readonly {Seam.EncodedText} {pair.Value} = {Seam.EncodedText}.Encode({Literals.Text(pair.Key)}, {Seam.Json}.Encoder);");
        }

        writer.Close();
    }
}
