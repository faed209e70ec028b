using System.Text.Json.Serialization;

namespace Jobs.Benchmarks.Codec;

/// <summary>What stands in for the job where System.Text.Json writes it: an object of the same one member.</summary>
internal sealed class Holder<TState>
{
    public TState? State { get; set; }
}

/// <summary>System.Text.Json's own generated code for the shapes, with enums by name, as ours.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Holder<FlatState>))]
[JsonSerializable(typeof(Holder<NestedState>))]
[JsonSerializable(typeof(Holder<ArraysState>))]
internal sealed partial class HolderContext : JsonSerializerContext;
