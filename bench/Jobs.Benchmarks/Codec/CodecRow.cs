using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Jobs.Benchmarks.Measuring;
using Jobs.CompilerServices;

namespace Jobs.Benchmarks.Codec;

/// <summary>
/// What it costs to write a state and to read it, beside System.Text.Json's generated code at its best: the same bytes, to a
/// writer that both use again, with the same options.
/// </summary>
internal sealed class CodecRow : IRow
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public string Name => "codec";

    public string Summary => "writing and reading a state, beside System.Text.Json's generated code  [--scale 1]";

    public async Task RunAsync(Arguments arguments)
    {
        var scale = arguments.Number("scale", 1);
        var context = new HolderContext(new JsonSerializerOptions(HolderContext.Default.Options) { Encoder = JobJson.Encoder });
        var table = new Table("state", "bytes", "way", "generator", "cpu µs", "of the other", "min µs", "allocated");
        await MeasureAsync(table, arguments, "flat", 100_000 * scale, new FlatJob { State = FlatState.Make() }, new() { State = FlatState.Make() }, context.HolderFlatState);
        await MeasureAsync(table, arguments, "nested", 1_000 * scale, new NestedJob { State = NestedState.Make() }, new() { State = NestedState.Make() }, context.HolderNestedState);
        await MeasureAsync(table, arguments, "arrays", 100 * scale, new ArraysJob { State = ArraysState.Make() }, new() { State = ArraysState.Make() }, context.HolderArraysState);
        Console.WriteLine($"{arguments.Rounds} rounds; one operation; bytes that one operation allocates");
        Console.WriteLine();
        Console.WriteLine(table);
    }

    private async Task MeasureAsync<TJob, TState>(
        Table table, Arguments arguments, string shape, int repetitions, TJob job, Holder<TState> holder, JsonTypeInfo<Holder<TState>> info)
        where TJob : class, IJobDefinition<TJob>
    {
        var descriptor = TJob.Descriptor;
        var writer = new Utf8JsonWriter(_buffer, JobJson.WriterOptions);
        // Made once: a lambda within a lambda would be an allocation of ours in each operation.
        Action writeOurs = () => descriptor.WriteState(job, writer), writeTheirs = () => JsonSerializer.Serialize(writer, holder, info);
        var ours = Written(writer, writeOurs);
        var theirs = Written(writer, writeTheirs);
        if (!ours.AsSpan().SequenceEqual(theirs))
            throw new InvalidOperationException($"The two write '{shape}' differently: {Text(ours)} and {Text(theirs)}. They cannot be compared.");

        var input = "{}"u8.ToArray();
        await CompareAsync(
            table, arguments, shape, ours.Length, "write", repetitions,
            () => Write(writer, writeOurs),
            () => Write(writer, writeTheirs));
        await CompareAsync(
            table, arguments, shape, ours.Length, "read", repetitions,
            () => descriptor.Restore(input, ours, descriptor.Version),
            () => JsonSerializer.Deserialize(ours, info));
    }

    private static async Task CompareAsync(
        Table table, Arguments arguments, string shape, int bytes, string way, int repetitions, Action ours, Action theirs)
    {
        var series = await Rounds.RunAsync(
            [new CodecContender("Jobs", repetitions, ours), new CodecContender("System.Text.Json", repetitions, theirs)], arguments.Rounds, arguments.Folder);
        for (var i = 0; i < series.Count; i++)
        {
            table.Add(
                shape, $"{bytes:N0}", way, series[i].Name, $"{Micros(series[i].ProcessorTime):N2}", $"{series[i].ProcessorTime / series[1 - i].ProcessorTime:N2}",
                $"{Micros(series[i].Min):N2}", $"{series[i].AllocatedBytes / repetitions:N0}");
        }

        double Micros(double milliseconds) => milliseconds * 1000 / repetitions;
    }

    private void Write(Utf8JsonWriter writer, Action write)
    {
        _buffer.ResetWrittenCount();
        writer.Reset(_buffer);
        write();
        writer.Flush();
    }

    private byte[] Written(Utf8JsonWriter writer, Action write)
    {
        Write(writer, write);
        return _buffer.WrittenSpan.ToArray();
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 400)));
}
