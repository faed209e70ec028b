using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>The framework's types that could be stored after a fashion, and why they are not: what to use in their place.</summary>
internal static class RejectedTypes
{
    private static readonly Dictionary<string, string> s_reasons = new(StringComparer.Ordinal)
    {
        ["System.IntPtr"] = "its size is the machine's, and the next attempt may run on another; use long",
        ["System.UIntPtr"] = "its size is the machine's, and the next attempt may run on another; use ulong",
        ["System.ValueTuple"] = "the language writes no tuple of less than two; use its item, or a record",
        ["System.ValueTuple`1"] = "the language writes no tuple of less than two; use its item, or a record",
        ["System.Linq.ILookup`2"] = "a lookup hides its comparer, which would be lost; use a dictionary of lists",
        ["System.Linq.Lookup`2"] = "a lookup hides its comparer, which would be lost; use a dictionary of lists",
        ["System.Collections.ObjectModel.ReadOnlyDictionary`2"] = "it hides the comparer of what it wraps, which would be lost; use FrozenDictionary or ImmutableDictionary",
        ["System.Collections.ObjectModel.ReadOnlyObservableCollection`1"] = "it is a view of another collection; store that one",
        ["System.ArraySegment`1"] = "it is a part of an array that others share; use Memory<T> or an array",
        ["System.Buffers.ReadOnlySequence`1"] = "it is a view of buffers that others own; use ReadOnlyMemory<T>",
        ["System.Collections.BitArray"] = "use bool[]",
        ["System.Text.StringBuilder"] = "use string",
        ["System.Text.Encoding"] = "store its WebName",
        ["System.Text.RegularExpressions.Regex"] = "store its pattern",
        ["System.Text.Json.JsonElement"] = "it is a view of a document; store its text",
        ["System.Text.Json.Nodes.JsonNode"] = "store its text",
        ["System.Globalization.CultureInfo"] = "store its Name",
        ["System.TimeZoneInfo"] = "its rules are the machine's; store its Id",
        ["System.Exception"] = "it belongs to the attempt that caught it; store its message",
        ["System.IO.FileSystemInfo"] = "store its path",
        ["System.Net.IPAddress"] = "store its text, or name a converter with [JobConverter]",
    };

    /// <summary>Why values of the type, or of one that it derives from, are not stored; null when nothing is known of it.</summary>
    public static string? ReasonOf(INamedTypeSymbol type)
    {
        if (type.GetAttributes().Any(a => a.AttributeClass?.Name == "InlineArrayAttribute"))
        {
            return "an inline array shows only its first element as a member; use an array or ImmutableArray";
        }

        if (IsClassTuple(type)) return "use a tuple of the language, (a, b), or a record";
        return type.SelfAndBases().Select(t => s_reasons.TryGetValue(TypeNames.Metadata(t.OriginalDefinition), out var reason) ? reason : null)
            .FirstOrDefault(reason => reason is not null);
    }

    private static bool IsClassTuple(INamedTypeSymbol type) =>
        type.IsOfTheFramework() && TypeNames.Metadata(type.OriginalDefinition).StartsWith("System.Tuple`", StringComparison.Ordinal);
}
