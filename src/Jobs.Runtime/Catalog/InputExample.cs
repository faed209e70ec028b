using System.Buffers;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Catalog;

/// <summary>
/// An input that a class takes, for the error of one that it does not: what was given and fits, with a value of the right
/// kind for what is missing or does not. Found by trying, as generated readers say what they want one member at a time.
/// </summary>
internal static class InputExample
{
    private const int TriesMax = 200;
    private const int GivenLengthMax = 40; // A longer value would hide what is to be seen.

    private const string NamesBegin = "expected one of "; // As JobJson.ReadEnumNumber says it.

    // From the kinds that fit most to those that fit one. A text comes first: numbers and dates do not take it, and say so.
    private static readonly string[] s_fillers =
    [
        "\"text\"", "1", "true", "[]", "{}", "\"2026-01-31T12:00:00Z\"", "\"2026-01-31\"", "\"12:00:00\"", "\"a\"",
        "\"00000000-0000-0000-0000-000000000001\"", "\"https://example.org/\"", "\"1.0\"",
    ];

    /// <summary>A JSON object, or null when none was found: a member takes none of the usual kinds, or the class is made of none.</summary>
    /// <param name="descriptor">The class.</param>
    /// <param name="given">What did not fit, a JSON object.</param>
    /// <param name="unknown">The members of it that the class does not know.</param>
    public static string? Make(JobDescriptor descriptor, ReadOnlyMemory<byte> given, IReadOnlyList<string> unknown)
    {
        var members = new List<(string Name, string Json, int NextFiller)>();
        using (var parsed = InputDocument.Parse(given))
        {
            foreach (var member in parsed.RootElement.EnumerateObject())
            {
                var json = member.Value.GetRawText();
                if (json.Length <= GivenLengthMax && !unknown.Contains(member.Name)) members.Add((member.Name, json, 0));
            }
        }

        for (var tries = 0; tries < TriesMax; tries++)
        {
            var json = Compose(members);
            try
            {
                descriptor.Restore(json, [], descriptor.Version);
                return System.Text.Encoding.UTF8.GetString(json);
            }
            catch (JobPayloadException failure) when (failure.Member is { } name)
            {
                var at = members.FindIndex(m => m.Name == name);
                if (at >= 0 && NameOf(failure) is { } first && members[at].Json != first) members[at] = (name, first, members[at].NextFiller);
                else if (at < 0) members.Add((name, s_fillers[0], 1));
                else if (members[at].NextFiller < s_fillers.Length) members[at] = (name, s_fillers[members[at].NextFiller], members[at].NextFiller + 1);
                else return null;
            }
            catch (Exception)
            {
                return null; // The author's constructor takes no such values; its error is not the one to tell.
            }
        }

        return null;
    }

    // A reader of an enum lists its names when it meets a text that is none; it also takes numbers, which say nothing to a reader.
    private static string? NameOf(JobPayloadException failure)
    {
        if (failure.InnerException?.Message is not { } message || !message.StartsWith(NamesBegin, StringComparison.Ordinal)) return null;
        var name = message.AsSpan(NamesBegin.Length);
        return name.IndexOf(',') is > 0 and var end ? $"\"{JsonEncodedText.Encode(name[..end], JobJson.Encoder)}\"" : null;
    }

    private static byte[] Compose(List<(string Name, string Json, int NextFiller)> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, JobJson.WriterOptions))
        {
            writer.WriteStartObject();
            foreach (var (name, json, _) in members)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(json);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
