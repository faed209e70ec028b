using System.ComponentModel;
using System.Text.Json;

namespace Jobs.CompilerServices;

/// <summary>What generated readers and writers share: reader settings and the scalars that JSON has no token for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class JobJson
{
    /// <summary>How deep stored JSON may nest. A bound on hostile rows; the writer's limit is the same.</summary>
    public const int DepthMax = 64;

    /// <summary>Options for every writer of stored JSON: validated by construction, so not again at run time.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { MaxDepth = DepthMax, SkipValidation = true };

    /// <summary>A reader over stored bytes.</summary>
    public static Utf8JsonReader CreateReader(ReadOnlySpan<byte> json) => new(json, new JsonReaderOptions { MaxDepth = DepthMax });

    /// <summary>Whether an exception means that stored bytes are not what the reader expected.</summary>
    public static bool IsReadFailure(Exception exception) =>
        exception is JsonException or FormatException or InvalidOperationException or OverflowException or ArgumentException;
}
