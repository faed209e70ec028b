using System.Collections.Concurrent;
using Jobs.Simulation.Worlds;

namespace Jobs.Simulation;

/// <summary>The long proof in small. <c>eng/simulate</c> runs the long one.</summary>
public sealed class SimulationTests
{
    private const int Steps = 1000;

    /// <summary>Fixed, so that the ordinary run does not fail by chance; JOBS_SIMULATION_SEED draws others.</summary>
    private static ulong First { get; } = ulong.TryParse(Environment.GetEnvironmentVariable("JOBS_SIMULATION_SEED"), out var seed) ? seed : 1;

    [Fact]
    public void EveryInvariant_HoldsInEveryWorld() => RequireAllHold(300, onDisk: false);

    [Fact]
    public void EveryInvariant_HoldsInEveryWorld_OnDisk() => RequireAllHold(12, onDisk: true);

    [Fact]
    public void OneSeed_DecidesEverything()
    {
        Parallel.For(0, 20, i =>
        {
            var first = Simulator.Run((ulong)i + 1000, Steps);
            var second = Simulator.Run((ulong)i + 1000, Steps);
            Assert.Equal(first, second);
        });
    }

    [Fact]
    public void OneSeed_DecidesEverything_OnDisk() => Assert.Equal(Simulator.Run(7, Steps, onDisk: true), Simulator.Run(7, Steps, onDisk: true));

    [Fact]
    public void OtherSeeds_MakeOtherWorlds()
    {
        var hashes = Enumerable.Range(1, 10).Select(seed => Simulator.Run((ulong)seed, 100).Hash);
        Assert.Equal(10, hashes.Distinct().Count());
    }

    [Fact]
    public void StoreThatLies_IsNoticedInMostWorlds()
    {
        var noticed = 0;
        Parallel.For(0, 20, i =>
        {
            if (Simulator.Run((ulong)i + 1, Steps, Trouble.All | Trouble.Lies).Failure is not null) Interlocked.Increment(ref noticed);
        });
        Assert.InRange(noticed, 8, 20); // Some lies cost nothing but a note.
    }

    private static void RequireAllHold(int seeds, bool onDisk)
    {
        var failures = new ConcurrentBag<SeedReport>();
        Parallel.For(0, seeds, i =>
        {
            if (Simulator.Run(First + (ulong)i, Steps, onDisk: onDisk) is { Failure: not null } report) failures.Add(report);
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} of {seeds} seeds failed. {failures.MinBy(f => f.Steps)?.Failure}");
    }
}
