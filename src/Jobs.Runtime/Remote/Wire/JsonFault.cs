using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Remote;

/// <summary>What is wrong with JSON that a person wrote, in that person's words: where, what stands there, what is expected.</summary>
internal static class JsonFault
{
    private const int NearBytes = 20;

    /// <summary>Explains an error of the reader. Errors of our own readers say it themselves.</summary>
    public static string Explain(JsonException failure, ReadOnlySpan<byte> json)
    {
        if (failure is not { LineNumber: { } line, BytePositionInLine: { } column }) return failure.Message;
        var at = OffsetOf(json, line) + (int)column;
        var place = $"at line {line + 1}, byte {column + 1}{Near(json, at)}";
        if (at >= json.TrimEnd(" \t\r\n"u8).Length) return $"it breaks off {place}: a quote, a brace or a bracket is open still";
        if (IsTooDeep(json, at)) return $"it nests deeper than {JobJson.DepthMax} levels {place}";
        Rune.DecodeFromUtf8(json[at..], out var found, out _);
        return $"{(Rune.IsControl(found) ? $"a control character (U+{found.Value:X4})" : $"'{found}'")} cannot stand {place}. Names and texts stand in double quotes, a comma between two members and none after the last";
    }

    /// <summary>What stands around the place, of its line: a count of bytes is nothing that a person sees.</summary>
    private static string Near(ReadOnlySpan<byte> json, int at)
    {
        at = Math.Min(at, json.Length);
        var from = Math.Max(json[..at].LastIndexOf((byte)'\n') + 1, at - NearBytes);
        var end = json[at..].IndexOf((byte)'\n') is >= 0 and var rest ? at + rest : json.Length;
        var to = Math.Min(end, at + NearBytes);
        while (from < at && IsInside(json[from])) from++;
        while (to < end && IsInside(json[to])) to++;
        var near = string.Concat(Encoding.UTF8.GetString(json[from..to]).Trim().Select(c => char.IsControl(c) ? ' ' : c));
        return near.Length == 0 ? "" : $" (near {(from > 0 ? "…" : "")}{near}{(to < json.Length ? "…" : "")})";

        static bool IsInside(byte b) => (b & 0xC0) == 0x80; // A character is not cut in two.
    }

    private static int OffsetOf(ReadOnlySpan<byte> json, long line)
    {
        var offset = 0;
        for (; line > 0; line--) offset += json[offset..].IndexOf((byte)'\n') + 1;
        return offset;
    }

    // The reader has one exception for all that it does not like.
    private static bool IsTooDeep(ReadOnlySpan<byte> json, int at)
    {
        if (json[at] is not ((byte)'{' or (byte)'[')) return false;
        var depth = 0;
        var reader = new Utf8JsonReader(json[..at], isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));
        while (reader.Read()) depth = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
        return depth >= JobJson.DepthMax;
    }
}
