using System.Text;
using System.Text.Json;

namespace Jobs.CompilerServices;

// Values that are texts already, as keys.
public static partial class JobJson
{
    /// <summary>The key of a URI, as it was given.</summary>
    public static string KeyOfUri(Uri value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return KeyOfString(value.OriginalString);
    }

    /// <summary>Reads a key.</summary>
    public static Uri ReadUriKey(ref Utf8JsonReader reader) =>
        Uri.TryCreate(reader.GetString(), UriKind.RelativeOrAbsolute, out var value) ? value : throw ExpectedKey("a URI", ref reader);

    /// <summary>The key of a version number.</summary>
    public static string KeyOfVersion(Version value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.ToString();
    }

    /// <summary>Reads a key.</summary>
    public static Version ReadVersionKey(ref Utf8JsonReader reader) =>
        Version.TryParse(reader.GetString(), out var value) ? value : throw ExpectedKey("a version such as 1.2.3", ref reader);

    /// <summary>The key of a Unicode character.</summary>
    public static string KeyOfRune(Rune value) => value.ToString();

    /// <summary>Reads a key.</summary>
    public static Rune ReadRuneKey(ref Utf8JsonReader reader) =>
        SingleRune(reader.GetString()!) ?? throw ExpectedKey("a text of one Unicode character", ref reader);

    /// <summary>The key of an index.</summary>
    public static string KeyOfIndex(Index value) => TextOf(value);

    /// <summary>Reads a key.</summary>
    public static Index ReadIndexKey(ref Utf8JsonReader reader) =>
        ParseIndex(reader.GetString()) ?? throw ExpectedKey("an index such as 3 or ^1", ref reader);

    /// <summary>The key of a range.</summary>
    public static string KeyOfRange(Range value) => TextOf(value);

    /// <summary>Reads a key.</summary>
    public static Range ReadRangeKey(ref Utf8JsonReader reader) =>
        ParseRange(reader.GetString()!) ?? throw ExpectedKey("a range such as 1..^2", ref reader);
}
