namespace Jobs.Simulation.Work;

/// <summary>A job of a class that not every host knows.</summary>
[Job("guest")]
public sealed partial class GuestJob
{
    /// <summary>What it returns.</summary>
    public required int Number { get; init; }

    private Task<int> RunAsync(Context ctx) => Task.FromResult(Number);
}
