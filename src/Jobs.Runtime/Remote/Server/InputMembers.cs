using System.Buffers;
using System.Text.Json;
using Jobs.Catalog;
using Jobs.CompilerServices;

namespace Jobs.Remote;

/// <summary>
/// Finds members of written input that the class does not have. Restoring skips them, as it must for rows of other versions;
/// in what a person wrote they are misspelt.
/// </summary>
internal static class InputMembers
{
    private const int NamesMax = 32;

    /// <summary>Demands that everything in the input came back when its instance was written again.</summary>
    /// <exception cref="JobPayloadException">A member is unknown; the message names it and those that are known.</exception>
    public static void RequireKnown(JobDescriptor descriptor, object job, ReadOnlyMemory<byte> input)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, JobJson.WriterOptions)) descriptor.WriteInput(job, writer);

        using var given = InputDocument.Parse(input);
        using var known = InputDocument.Parse(buffer.WrittenMemory);
        if (FindUnknown(given.RootElement, known.RootElement) is not { } unknown) return;
        var members = known.RootElement.EnumerateObject().Select(m => m.Name).ToList();
        throw new JobPayloadException(
            $"it has a member '{unknown}', which its class does not have.{NearestWord.Question(unknown, members)} " +
            (members.Count == 0 ? "It has no input members." : $"Its input members are: {string.Join(", ", members)}."));
    }

    /// <summary>What was given instead, for one who misspelt it.</summary>
    public static string Given(ReadOnlyMemory<byte> input)
    {
        using var given = InputDocument.Parse(input);
        var names = string.Join(", ", given.RootElement.EnumerateObject().Take(NamesMax).Select(m => m.Name));
        return names.Length == 0 ? "" : $" Given are: {names}. Names are case-sensitive.";
    }

    private static string? FindUnknown(JsonElement given, JsonElement known)
    {
        if (given.ValueKind == JsonValueKind.Object && known.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in given.EnumerateObject())
            {
                if (!known.TryGetProperty(member.Name, out var value)) return member.Name;
                if (FindUnknown(member.Value, value) is { } below) return $"{member.Name}.{below}";
            }
        }
        else if (given.ValueKind == JsonValueKind.Array && known.ValueKind == JsonValueKind.Array && given.GetArrayLength() == known.GetArrayLength())
        {
            foreach (var (item, value) in given.EnumerateArray().Zip(known.EnumerateArray()))
            {
                if (FindUnknown(item, value) is { } below) return $"[].{below}";
            }
        }

        return null;
    }
}
