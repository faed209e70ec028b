using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Jobs.CompilerServices;

// Null is taken where the type says so. Elsewhere it is refused when it is written, while the code that put it there is on
// the stack, and when it is read, so that what a person wrote does not fail deep inside the job.
public static partial class JobJson
{
    private const string NullRemedy =
        "Write a value there, or declare the type nullable, with a '?' on the item or member that may be null.";

    /// <summary>The value, to write.</summary>
    /// <exception cref="JsonException">It is null, and its type says that it never is.</exception>
    public static T NotNull<T>([NotNull] T? value)
        where T : class => value ?? throw NullToWrite();

    /// <summary>The array, to write.</summary>
    /// <exception cref="JsonException">It was never made.</exception>
    public static ImmutableArray<T> NotNull<T>(ImmutableArray<T> value) => value.IsDefault ? throw NullToWrite() : value;

    /// <summary>The value, as it was read.</summary>
    /// <exception cref="JsonException">It is null, and its type says that it never is.</exception>
    public static T NotNull<T>([NotNull] T? value, ref Utf8JsonReader reader)
        where T : class => value ?? throw NullRead(ref reader);

    /// <summary>The array, as it was read.</summary>
    /// <exception cref="JsonException">It is null.</exception>
    public static ImmutableArray<T> NotNull<T>(ImmutableArray<T> value, ref Utf8JsonReader reader) =>
        value.IsDefault ? throw NullRead(ref reader) : value;

    private static JsonException NullToWrite() => new(
        "it is null, or holds a null, and its type says that it does not; give it a value, or declare the type nullable, " +
        "with a '?' on the item or member that may be null");

    private static PayloadShapeException NullRead(ref Utf8JsonReader reader) =>
        new($"found null at byte {reader.TokenStartIndex}, and its type has no null there", NullRemedy);
}
