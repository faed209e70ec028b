using Jobs.Simulation.Faults;

namespace Jobs.Simulation.Worlds;

/// <summary>What a world may do to its engine, as bits that can be taken away one by one.</summary>
[Flags]
internal enum Trouble
{
    None = 0,
    Busy = 1,
    Full = 2,
    Broken = 4,
    UnknownLost = 8,
    UnknownApplied = 16,
    Crash = 32,
    Stop = 64,
    ClockJump = 128,
    Commands = 256,
    Reads = 512,
    Usurper = 1024,
    Strangers = 2048,
    /// <summary>Power is lost: what was committed and not flushed may be gone, from some batch on. Not on a disk: the recorded disk of Jobs.Crash.Tests does that.</summary>
    Power = 4096,

    /// <summary>Some jobs kill their process.</summary>
    Poison = 8192,
    All = 16383,

    /// <summary>Not part of all: the store says that it applied what it dropped. No engine survives that; the simulation must notice.</summary>
    Lies = 16384,
}

/// <summary>One kind of step.</summary>
internal enum Actor
{
    Loop,
    Jobs,
    Tasks,
    Clients,
    Writer,
    Reader,
    Io,
    Ask,
    Clock,
    Jump,
    Crash,
    Stop,
    Usurp,
    Events,
}

/// <summary>
/// How one world differs from the next, drawn from its seed: its bounds, how often each actor steps, what goes wrong. Each
/// seed leaves some of it out, so that no kind of trouble hides another.
/// </summary>
internal sealed class WorldOptions
{
    public WorldOptions(ulong seed, Trouble allowed, bool onDisk)
    {
        Seed = seed;
        OnDisk = onDisk;
        var chance = new Chance(seed ^ 0x0B7105);
        MaxRunningJobs = chance.Of(1, 1, 2, 3, 8);
        Slots = chance.Of(1, 2, 3, 4);
        IoSlots = chance.Of(1, 2);
        WindowMax = chance.Of(4, 8, 16, 1024);
        UnacknowledgedMax = chance.Of(1, 2, 4, 64);
        BatchAtomsMax = chance.Of(1, 3, 16, 8192);
        CrashesMax = chance.Of(1, 2, 5);
        JobsMax = chance.Of(4, 12, 40);
        Durability = chance.Of(Durability.Flushed, Durability.Committed);
        EventsMax = chance.Of(2, 8, 4096);
        CheckpointInterval = TimeSpan.FromMilliseconds(chance.Of(0, 200, 1000));
        for (var i = 0; i < Weights.Length; i++) Weights[i] = chance.Of(2, 5, 10, 20);
        Weights[(int)Actor.Ask] = chance.Of(1, 3, 6);
        Weights[(int)Actor.Clock] = chance.Of(1, 3, 6, 20);
        Weights[(int)Actor.Io] = chance.Of(1, 5, 20);
        var trouble = (Trouble)chance.Below((int)Trouble.All + 1) & (chance.OneIn(8) ? Trouble.None : Trouble.All) & allowed;
        trouble |= allowed & Trouble.Lies;
        Troubles = trouble;
        Weights[(int)Actor.Crash] = 0; // By its own share.
        Weights[(int)Actor.Jump] = trouble.HasFlag(Trouble.ClockJump) ? 1 : 0;
        Weights[(int)Actor.Usurp] = trouble.HasFlag(Trouble.Usurper) && !onDisk ? 1 : 0; // A file's lock keeps others out.
        ReadFaultPerMille = trouble.HasFlag(Trouble.Reads) ? chance.Between(1, 50) : 0;
        Weights[(int)Actor.Stop] = trouble.HasFlag(Trouble.Stop) ? 1 : 0;
        CrashPerMille = trouble.HasFlag(Trouble.Crash) ? chance.Of(1, 3, 10, 30) : 0;
        Share(Trouble.Busy, CommitFault.Busy, 60);
        Share(Trouble.Full, CommitFault.Full, 40);
        Share(Trouble.Broken, CommitFault.Broken, 8);
        Share(Trouble.UnknownLost, CommitFault.UnknownLost, 40);
        Share(Trouble.UnknownApplied, CommitFault.UnknownApplied, 40);
        Share(Trouble.Lies, CommitFault.Lie, 100);
        SuspendedMax = chance.Of(0, 1, 3, 256);
        StopGrace = TimeSpan.FromMilliseconds(chance.Of(20, 500, 5000));
        TimeoutsOneIn = chance.Of(2, 8, 8);
        PrioritiesOneIn = chance.Of(1, 4, 4);
        PoisonOneIn = trouble.HasFlag(Trouble.Poison) ? chance.Of(3, 8) : 0;
        PowerLossOneIn = trouble.HasFlag(Trouble.Power) && !onDisk ? chance.Of(1, 3) : 0;
        CrashesAlone = chance.Of(1, 1, 3);
        TreeRowsMax = chance.Of(1, 1, 2, 3, 500);
        EndingsMax = chance.Of(1, 2, 500);

        void Share(Trouble kind, CommitFault fault, int most)
        {
            if (trouble.HasFlag(kind)) FaultPerMille[(int)fault] = chance.Between(1, most);
        }
    }

    public ulong Seed { get; }

    public bool OnDisk { get; }

    public Trouble Troubles { get; }

    public int MaxRunningJobs { get; }

    public int Slots { get; }

    public int IoSlots { get; }

    public int WindowMax { get; }

    public int UnacknowledgedMax { get; }

    public int BatchAtomsMax { get; }

    public int CrashesMax { get; }

    public int CrashesAlone { get; }

    /// <summary>How many jobs clients submit.</summary>
    public int JobsMax { get; }

    public Durability Durability { get; }

    /// <summary>How many events are kept for the subscriber; with the most it misses none.</summary>
    public int EventsMax { get; }

    /// <summary>How many rows of a tree a command, or a stretch of its sweep, is written into.</summary>
    public int TreeRowsMax { get; }

    /// <summary>How many of those that are cancelled before they run end at once.</summary>
    public int EndingsMax { get; }

    /// <summary>How many frames wait in memory at most.</summary>
    public int SuspendedMax { get; }

    public TimeSpan CheckpointInterval { get; }

    /// <summary>How long code that was told to stop may take.</summary>
    public TimeSpan StopGrace { get; }

    /// <summary>One in how many jobs has a timeout, short enough to be met.</summary>
    public int TimeoutsOneIn { get; }

    /// <summary>One in how many jobs has another priority than most.</summary>
    public int PrioritiesOneIn { get; }

    /// <summary>One in how many jobs kills its process; 0 for none.</summary>
    public int PoisonOneIn { get; }

    /// <summary>One in how many crashes is a loss of power; 0 for none.</summary>
    public int PowerLossOneIn { get; }

    /// <summary>How often each actor steps, in relation to the others.</summary>
    public int[] Weights { get; } = new int[Enum.GetValues<Actor>().Length];

    public int CrashPerMille { get; }

    /// <summary>How many of a thousand reads fail.</summary>
    public int ReadFaultPerMille { get; }

    /// <summary>How many of a thousand commits go wrong in each way.</summary>
    public int[] FaultPerMille { get; } = new int[Enum.GetValues<CommitFault>().Length];

    public override string ToString() =>
        $"{(OnDisk ? "SQLite" : "memory")}; {MaxRunningJobs} permits, {Slots}+{IoSlots} slots, window {WindowMax}, credits {UnacknowledgedMax}, batches of {BatchAtomsMax}, {JobsMax} jobs; trouble: {Troubles}";
}
