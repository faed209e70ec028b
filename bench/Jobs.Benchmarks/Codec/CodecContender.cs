using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Codec;

/// <summary>Does one thing again and again on one thread.</summary>
internal sealed class CodecContender(string name, int repetitions, Action once) : IContender
{
    public string Name => name;

    public ValueTask<RunFigures> RunAsync(string folder)
    {
        once();
        var stretch = Stretch.Begin();
        for (var i = 0; i < repetitions; i++) once();
        return new(stretch.End());
    }
}
