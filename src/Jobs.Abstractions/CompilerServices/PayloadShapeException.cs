using System.Text.Json;

namespace Jobs.CompilerServices;

/// <summary>A stored value that is well-formed and may still not be taken; it says itself what to do about it.</summary>
internal sealed class PayloadShapeException(string message, string remedy) : JsonException(message)
{
    /// <summary>The sentence to end the error with.</summary>
    public string Remedy { get; } = remedy;
}
