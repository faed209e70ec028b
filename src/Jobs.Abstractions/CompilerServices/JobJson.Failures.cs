using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Jobs.CompilerServices;

public static partial class JobJson
{
    private const int FoundLengthMax = 64;

    /// <summary>The error of a value that is not what its member holds; <see cref="Unreadable"/> adds the job and the member.</summary>
    /// <param name="expected">What should stand there, such as "a text".</param>
    /// <param name="reader">Stands on what was found.</param>
    public static JsonException Expected(string expected, ref Utf8JsonReader reader) =>
        new($"expected {expected}, found {Describe(ref reader)} at byte {reader.TokenStartIndex}");

    /// <summary>The error of a text that names no value.</summary>
    public static JsonException UnknownText(string expected, string text) => new($"expected {expected}, found {Quote(text)}");

    /// <summary>The error of a text that is no value's name, most likely because that value was renamed or went.</summary>
    private static PayloadShapeException UnknownName(string names, string text) => new(
        UnknownText("one of " + names, text).Message,
        $"If a value of the enum had that name, mark the one that takes its place {Mark(text)}; if it was no enum, give it its old type back, or give the new one another name.");

    /// <summary>The error of a state type whose constructor needs a value that was not stored.</summary>
    public static JsonException MissingIn(string type, string member) =>
        new($"a {type} has no '{member}', which its constructor or the keyword 'required' asks for; give it a default");

    /// <summary>The error of a row that this build cannot read.</summary>
    public static JobPayloadException Unreadable(string job, int version, string? member, Exception cause) =>
        new(
            member is null
                ? $"Job '{job}', stored by version {version}, cannot be read: {cause?.Message}{((cause as PayloadShapeException)?.Remedy is { } remedy ? ". " + remedy : "")}"
                : $"Job '{job}', stored by version {version}, cannot be read at member '{member}': {cause?.Message}. " +
                  ((cause as PayloadShapeException)?.Remedy ?? "Give the member its old type back, or give the new one another name."),
            cause) { Member = member };

    /// <summary>The error of a journal entry that this build cannot read.</summary>
    public static JobPayloadException UnreadableJournal(string job, string? member, Exception cause) =>
        new(
            $"A stored journal entry of job '{job}' cannot be read{(member is null ? "" : $" at its journaled member '{member}'")}: {cause?.Message}. " +
            ((cause as PayloadShapeException)?.Remedy ?? "Give the member's items their old type back, or give the new member another name."),
            cause) { Member = member };

    /// <summary>The error of a plain value under the name of what is a journaled member now: it would come up empty.</summary>
    public static JsonException WasPlain() => new PayloadShapeException(
        "it was stored as a plain member, and is a journaled one now",
        "Make it a plain member again, or give the journaled one another name and move the items to it at the top of RunAsync.");

    /// <summary>The error of journaled items under the name of what is a plain member now: they would be lost.</summary>
    public static JsonException WasJournaled() => new PayloadShapeException(
        "it was stored as a journaled member, and is a plain one now",
        "Make it a journaled member again, or give the plain one another name and move the items to it at the top of RunAsync.");

    /// <summary>The error of stored input without a required member.</summary>
    public static JobPayloadException Missing(string job, int version, string member) =>
        new($"Job '{job}', stored by version {version}, has no '{member}', which is required. " +
            "Make the member optional, or add [FormerlyNamed] if it was renamed.") { Member = member };

    /// <summary>The error of a value that cannot be stored.</summary>
    public static JobPayloadException Unwritable(string job, int version, string? member, Exception cause) =>
        new($"Member '{member}' of job '{job}', version {version}, cannot be stored: {cause?.Message}", cause) { Member = member };

    /// <summary>The error of task arguments that cannot be stored.</summary>
    public static JobPayloadException UnwritableArgument(string job, string task, string? argument, Exception cause) =>
        new($"Argument '{argument}' of task '{task}' of job '{job}' cannot be stored: {cause?.Message}", cause);

    /// <summary>The error of an object whose class is not the declared one: what the derived class adds would be lost.</summary>
    public static JsonException Derived(object value, Type declared) =>
        new($"it holds a {value?.GetType()}, and is declared as {declared}, so only a part of it would be stored; declare it as what it holds, or seal {declared}");

    /// <summary>Refuses rows of a version that this build does not know: it would misread them.</summary>
    public static void CheckVersion(string job, int known, int stored)
    {
        if (stored > known)
        {
            throw new JobPayloadException(
                $"Job '{job}' was stored by version {stored}, and this build knows versions up to {known}. Deploy the newer build here too.");
        }
    }

    private static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => Quote(reader.GetString()!),
        JsonTokenType.Number => "the number " + Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "null",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.EndArray => "the end of an array",
        _ => reader.TokenType.ToString().ToLower(CultureInfo.InvariantCulture),
    };

    private static string Mark(string former) =>
        former.Length <= FoundLengthMax && former.All(c => char.IsLetterOrDigit(c) || c == '_') ? $"[FormerlyNamed(\"{former}\")]" : "[FormerlyNamed]";

    private static string Quote(string text) =>
        text.Length <= FoundLengthMax ? $"'{text}'" : $"'{text.AsSpan(0, FoundLengthMax)}…' ({text.Length} characters)";
}
