using Jobs.Simulation.Worlds;

namespace Jobs.Simulation.Work;

/// <summary>What one step of a job's script does.</summary>
internal enum StepKind
{
    /// <summary>Dispatches a group and receives its results.</summary>
    Group,

    /// <summary>Dispatches a group that is not remembered.</summary>
    Poll,

    /// <summary>Dispatches a group and awaits all of its results.</summary>
    All,

    /// <summary>Dispatches a group whose first failure ends it.</summary>
    FailFast,

    /// <summary>Dispatches one task and awaits it.</summary>
    Single,

    /// <summary>Dispatches one task that has a timeout.</summary>
    Slow,

    /// <summary>Submits a child, and perhaps awaits it.</summary>
    Child,

    /// <summary>Sleeps durably.</summary>
    Sleep,

    /// <summary>Says how far it is, and a line for the log.</summary>
    Report,

    /// <summary>Waits for something outside.</summary>
    Io,

    /// <summary>Returns while tasks run.</summary>
    Leave,

    /// <summary>Sleeps durably while a task of it runs.</summary>
    Beside,

    /// <summary>Kills the process.</summary>
    Kill,

    /// <summary>Dispatches a task that kills the process.</summary>
    KillInTask,

    /// <summary>Sleeps durably, computes beside it, and then dispatches a task that kills the process.</summary>
    KillBeside,

    /// <summary>Sleeps durably, and kills the process when it wakes: in time, or because its own time is up.</summary>
    KillAwake,
}

/// <summary>One step.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Count">Tasks of a group; milliseconds of a sleep, also of one before a kill.</param>
/// <param name="SaveEvery">A checkpoint after so many results; 0 leaves it to the interval.</param>
/// <param name="IsSavedAfter">Whether a checkpoint follows the step.</param>
/// <param name="IsKeyed">Whether its tasks are told apart by keys.</param>
/// <param name="Awaits">Whether a child is awaited; whether waiting heeds the token.</param>
/// <param name="FailsUntil">Attempts up to this one fail at the step.</param>
internal sealed record Step(StepKind Kind, int Count, int SaveEvery, bool IsSavedAfter, bool IsKeyed, bool Awaits, int FailsUntil)
{
    /// <summary>How many tasks of its group run at once; null for any number.</summary>
    public int? MaxParallel => Kind == StepKind.Group && !IsKeyed && SaveEvery is 1 or 2 ? SaveEvery : null;
}

/// <summary>How one task goes.</summary>
/// <param name="Waits">How often it waits for something outside.</param>
/// <param name="Heeds">Whether it stops when its token fires.</param>
/// <param name="Failures">Attempts up to this one fail.</param>
/// <param name="IsPermanent">Whether such a failure is permanent.</param>
/// <param name="Wraps">Whether it throws something else when its token fires.</param>
internal readonly record struct Fate(int Waits, bool Heeds, int Failures, bool IsPermanent, bool Wraps)
{
    public bool Fails => Failures >= SimJob.TaskAttemptsMax || (IsPermanent && Failures > 0);
}

/// <summary>What a job makes of an interruption that it catches.</summary>
internal enum Disguise
{
    /// <summary>It lets it be.</summary>
    None,

    /// <summary>Throws another exception with the interruption in it.</summary>
    Wrapped,

    /// <summary>Throws another exception, and drops the interruption.</summary>
    Other,
}

/// <summary>Everything that a job does, as it follows from one number, so that every attempt and the model agree on it.</summary>
internal sealed class Script
{
    private const int PoisonBit = 1 << 30;

    private Script(int plan, int depth)
    {
        Plan = plan;
        var chance = new Chance((ulong)plan * 31);
        Swallows = chance.OneIn(12);
        Disguise = chance.Below(16) switch { < 2 => Disguise.Wrapped, 2 => Disguise.Other, _ => Disguise.None };
        FailsAsCancelled = chance.OneIn(3);
        FailsPermanently = chance.OneIn(4);
        var steps = new List<Step>();
        var failuresMax = chance.OneIn(3) ? 1 : chance.OneIn(6) ? 5 : 0; // Five is more than a job is attempted.
        for (var count = chance.Between(1, 4); count > 0; count--)
        {
            var kind = chance.Below(100) switch
            {
                < 35 => StepKind.Group,
                < 40 => StepKind.Poll,
                < 45 => StepKind.All,
                < 49 => StepKind.FailFast,
                < 57 => StepKind.Single,
                < 62 => StepKind.Slow,
                < 75 => depth > 0 ? StepKind.Child : StepKind.Group,
                < 83 => StepKind.Sleep,
                < 90 => StepKind.Report,
                < 95 => StepKind.Io,
                < 98 => StepKind.Beside,
                _ => StepKind.Leave,
            };
            var size = kind == StepKind.Sleep ? chance.Between(0, 5000) : chance.OneIn(6) ? chance.Between(8, 24) : chance.Between(1, 6);
            steps.Add(new Step(
                kind, size, chance.OneIn(2) ? chance.Between(1, 4) : 0, chance.OneIn(2), chance.OneIn(4), !chance.OneIn(4),
                failuresMax > 0 && chance.OneIn(2) ? failuresMax : 0));
        }

        if (IsPoison)
        {
            var kind = chance.Below(6) switch { < 2 => StepKind.KillInTask, 2 => StepKind.KillBeside, 3 => StepKind.KillAwake, _ => StepKind.Kill };
            steps.Insert(chance.Below(steps.Count + 1), new Step(kind, chance.Between(1, 5000), 0, false, false, true, 0));
        }

        Steps = [.. steps];
    }

    public int Plan { get; }

    public Step[] Steps { get; }

    /// <summary>Whether it takes an interruption for its end and returns.</summary>
    public bool Swallows { get; }

    /// <summary>What it makes of an interruption that it catches.</summary>
    public Disguise Disguise { get; }

    public bool FailsPermanently { get; }

    /// <summary>Whether its failures are cancellations of its own making, which nobody told it.</summary>
    public bool FailsAsCancelled { get; }

    /// <summary>Whether it kills its process, in each life anew.</summary>
    public bool IsPoison => (Plan & PoisonBit) != 0;

    public bool MayFail => Steps.Any(s => s.FailsUntil > 0);

    /// <summary>How many of its first attempts fail as planned.</summary>
    public int FailsUntil => Steps.Max(s => s.FailsUntil);

    public bool Leaves => Steps.Any(s => s.Kind == StepKind.Leave);

    public static Script Of(int plan, int depth) => new(plan, depth);

    /// <summary>The plan of a job that does the same, and kills its process on the way.</summary>
    public static int Poisoned(int plan) => plan | PoisonBit;

    public Fate FateOf(int step, int index)
    {
        var chance = new Chance(((ulong)Plan << 20) ^ ((ulong)step << 10) ^ (ulong)index ^ 0xFA7E);
        var failures = chance.OneIn(5) ? chance.Between(1, 3) : 0;
        return new Fate(chance.OneIn(3) ? 0 : chance.Between(1, 2), !chance.OneIn(8), failures, chance.OneIn(4), chance.OneIn(4));
    }

    public long ValueOf(int step, int index) => (long)(Chance.Scramble(((ulong)Plan << 20) ^ ((ulong)step << 10) ^ (ulong)index) & 0xFFFF);

    /// <summary>What a received result adds to the sum.</summary>
    public long ShareOf(int step, int index) => FateOf(step, index).Fails ? 1 : ValueOf(step, index);

    /// <summary>What the job returns when it comes to its end.</summary>
    public long Sum()
    {
        long sum = 0;
        for (var step = 0; step < Steps.Length; step++)
        {
            if (Steps[step].Kind != StepKind.Group) continue;
            for (var index = 0; index < Steps[step].Count; index++) sum += ShareOf(step, index);
        }

        return sum;
    }

    public override string ToString() => string.Join(", ", Steps.Select(s =>
        $"{s.Kind.ToString().ToLowerInvariant()} {s.Count}{(s.FailsUntil > 0 ? $" fails until {s.FailsUntil}" : "")}{(s.IsSavedAfter ? " saved" : "")}{(s.Awaits ? " awaited" : "")}"))
        + (Swallows ? "; swallows" : "") + (Disguise != Disguise.None ? $"; {Disguise.ToString().ToLowerInvariant()}" : "") + (MayFail && FailsPermanently ? "; permanently" : "");

    // A poison job's children may be poison too.
    public int ChildOf(int step) =>
        (int)(Chance.Scramble(((ulong)Plan << 8) ^ (ulong)step) & 0x3FFFFFFF) is var plan && IsPoison && plan % 3 == 0 ? Poisoned(plan) : plan;
}
