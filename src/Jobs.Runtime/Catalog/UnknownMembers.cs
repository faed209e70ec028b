using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Catalog;

/// <summary>
/// The members of an input that a class does not know, where it could not be restored for want of a required one. Restoring
/// skips them, as it must for rows of other versions; but beside a member that is missing one of them is probably that
/// member, misspelt, and an error that blames the class alone sends its reader the wrong way.
/// </summary>
internal static class UnknownMembers
{
    private const int NamesMax = 32;

    /// <summary>Whether the error is that of a required member that was not stored.</summary>
    public static bool IsMissing(JobPayloadException failure) => failure is { Member: not null, InnerException: null };

    /// <summary>Their names, at most 32, in their order; none for bytes that cannot be read.</summary>
    /// <param name="descriptor">The class, in the version of the input; it has a required member that the input lacks.</param>
    /// <param name="input">The input.</param>
    public static IReadOnlyList<string> Find(JobDescriptor descriptor, ReadOnlyMemory<byte> input)
    {
        try
        {
            using var given = InputDocument.Parse(input);
            if (given.RootElement.ValueKind != JsonValueKind.Object) return [];
            return [.. given.RootElement.EnumerateObject().Select(m => m.Name).Distinct(StringComparer.Ordinal).Take(NamesMax).Where(name => !IsKnown(descriptor, name))];
        }
        catch (Exception failure) when (JobJson.IsReadFailure(failure))
        {
            return []; // A spoilt row: not JSON, or a name that is no text. The error that is there says more than this one.
        }
    }

    /// <summary>The error of a stored row, with the names that may be to blame; the error itself when there are none.</summary>
    public static JobPayloadException Explain(JobDescriptor descriptor, JobPayloadException missing, ReadOnlyMemory<byte> input)
    {
        var unknown = Find(descriptor, input);
        if (unknown.Count == 0) return missing;
        var meant = NearestWord.Find(missing.Member!, unknown) ?? unknown[0];
        return new JobPayloadException(
            $"Job '{descriptor.Name}', stored by version {descriptor.Version}, has no '{missing.Member}', which is required; its input has " +
            $"{Names(unknown)}, which the class does not know. If that is misspelt, cancel the job and submit it again with " +
            $"'{missing.Member}'; if the member was renamed, add [FormerlyNamed(\"{meant}\")] to it.")
        {
            Member = missing.Member,
        };
    }

    /// <summary>Names in quotes, with commas.</summary>
    public static string Names(IReadOnlyList<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));

    // Generated readers have no list of their members, but take none twice: a name that they know fails as it comes again, or
    // before that, and one that they skip comes to the required member that is missing. No code of the author's runs.
    private static bool IsKnown(JobDescriptor descriptor, string name)
    {
        var quoted = JsonEncodedText.Encode(name);
        try
        {
            descriptor.Restore(System.Text.Encoding.UTF8.GetBytes($$"""{"{{quoted}}":null,"{{quoted}}":null}"""), [], descriptor.Version);
            return false;
        }
        catch (JobPayloadException failure)
        {
            return !IsMissing(failure);
        }
    }
}
