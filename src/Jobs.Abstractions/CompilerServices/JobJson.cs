using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jobs.CompilerServices;

/// <summary>What generated readers and writers share: reader settings and the scalars that JSON has no token for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class JobJson
{
    /// <summary>How deep stored JSON may nest. A bound on hostile rows; the writer's limit is the same.</summary>
    public const int DepthMax = 64;

    /// <summary>
    /// Escapes only what JSON demands: rows are read by people in a database, never embedded in HTML. Property names are
    /// encoded ahead with the same encoder.
    /// </summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Options for every writer of stored JSON: validated by construction, so not again at run time.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        MaxDepth = DepthMax,
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A reader over stored bytes.</summary>
    public static Utf8JsonReader CreateReader(ReadOnlySpan<byte> json) => new(json, new JsonReaderOptions { MaxDepth = DepthMax });

    /// <summary>
    /// Whether an exception means that stored bytes are not what the reader expected. Readers only convert, and call the
    /// constructors and setters of state types, which may refuse a value with any exception of theirs.
    /// </summary>
    public static bool IsReadFailure(Exception exception) => exception is not (JobPayloadException or OutOfMemoryException);

    /// <summary>Whether an exception means that a value cannot be stored: it nests too deep, or its text is not Unicode.</summary>
    public static bool IsWriteFailure(Exception exception) =>
        exception is JsonException or InvalidOperationException or ArgumentException or NotSupportedException;
}
