using System.Globalization;
using System.Text;
using Jobs.Simulation.Worlds;

namespace Jobs.Simulation;

/// <summary>What one seed came to.</summary>
internal sealed record SeedReport(ulong Seed, int Steps, ulong Hash, int Jobs, int Tasks, int Crashes, string? Failure);

/// <summary>Runs seeds.</summary>
internal static class Simulator
{
    public static SeedReport Run(ulong seed, int steps, Trouble allowed = Trouble.All, bool onDisk = false, int traceKept = 120)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var options = new WorldOptions(seed, allowed, onDisk);
        using var world = new World(options, traceKept);
        string? failure = null;
        try
        {
            world.Run(steps);
        }
        catch (Exception e)
        {
            failure = Describe(world, options, steps, allowed, e);
        }

        return new SeedReport(seed, world.Steps, world.TraceHash, world.JobsBegun, world.TasksBegun, world.Crashes, failure);
    }

    /// <summary>
    /// Takes kinds of trouble and steps away while the seed still fails. Another walk each time, so it is a search and no proof:
    /// what is left need not be the cause.
    /// </summary>
    public static SeedReport Shrink(SeedReport failed, int steps, Trouble allowed, bool onDisk, int traceKept)
    {
        var smallest = failed;
        for (var kind = (Trouble)1; kind < Trouble.All; kind = (Trouble)((int)kind << 1))
        {
            if (!allowed.HasFlag(kind) || Run(failed.Seed, steps, allowed & ~kind, onDisk, traceKept) is not { Failure: not null } without) continue;
            allowed &= ~kind;
            smallest = without;
        }

        for (var fewer = steps * 2 / 3; fewer > 10 && Run(failed.Seed, fewer, allowed, onDisk, traceKept) is { Failure: not null } shorter; fewer = fewer * 2 / 3) smallest = shorter;
        return smallest;
    }

    private static string Describe(World world, WorldOptions options, int steps, Trouble allowed, Exception e)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {options.Seed}, step {world.Steps}: {(e is WorldFailure ? e.Message : e)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {options}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  again: eng/simulate 1 {options.Seed} {steps}{(options.OnDisk ? " --disk" : "")}{(allowed == Trouble.All ? "" : $" --trouble {(int)allowed}")} --trace");
        foreach (var line in world.TraceLines) text.AppendLine(CultureInfo.InvariantCulture, $"    {line}");
        return text.ToString();
    }
}
