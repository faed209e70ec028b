using System.Numerics;

namespace Jobs.Simulation.Worlds;

/// <summary>
/// All chance of one world: xoshiro256**, seeded by splitmix64. Written out, because the algorithm behind
/// <see cref="Random"/> may change between versions of .NET, and a seed that once failed must fail the same way for ever.
/// </summary>
internal sealed class Chance
{
    private ulong _a, _b, _c, _d;

    public Chance(ulong seed)
    {
        _a = Mix(ref seed);
        _b = Mix(ref seed);
        _c = Mix(ref seed);
        _d = Mix(ref seed);
    }

    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number from 0 up to, not including, the bound.</summary>
    public int Below(int bound) => (int)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <summary>A number within both bounds.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>True in so many of a thousand cases.</summary>
    public bool PerMille(int share) => Below(1000) < share;

    public bool OneIn(int n) => Below(n) == 0;

    public double NextFraction() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>One number scrambled into another, for what must follow from a number without drawing from the stream.</summary>
    public static ulong Scramble(ulong seed) => Mix(ref seed);

    private static ulong Mix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>The engine's share of the chance.</summary>
internal sealed class EngineChance(Chance chance) : Random
{
    public override double NextDouble() => chance.NextFraction();

    protected override double Sample() => chance.NextFraction();

    public override int Next() => chance.Below(int.MaxValue);
}
