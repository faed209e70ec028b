namespace Jobs.Benchmarks.Codec;

/// <summary>The shapes as jobs have them: one member of state, written and read by the generated half.</summary>
[Job("codec-flat")]
internal sealed partial class FlatJob
{
    public FlatState? State { get; set; }

    private Task RunAsync(Context ctx) => throw new NotSupportedException("Its state is measured, and nothing is run.");
}

/// <inheritdoc cref="FlatJob"/>
[Job("codec-nested")]
internal sealed partial class NestedJob
{
    public NestedState? State { get; set; }

    private Task RunAsync(Context ctx) => throw new NotSupportedException("Its state is measured, and nothing is run.");
}

/// <inheritdoc cref="FlatJob"/>
[Job("codec-arrays")]
internal sealed partial class ArraysJob
{
    public ArraysState? State { get; set; }

    private Task RunAsync(Context ctx) => throw new NotSupportedException("Its state is measured, and nothing is run.");
}
