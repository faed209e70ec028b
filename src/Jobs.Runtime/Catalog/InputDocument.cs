using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Catalog;

/// <summary>An input as JSON, for errors that speak of its members: nested as deep as the readers of jobs go, and no deeper.</summary>
internal static class InputDocument
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = JobJson.DepthMax };

    /// <summary>Parses one.</summary>
    /// <exception cref="JsonException">It is no JSON, or nests deeper.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> input) => JsonDocument.Parse(input, s_options);
}
