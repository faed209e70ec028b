namespace Jobs.Remote.Tests.Zoo;

/// <summary>Takes a value of an enum, and returns it.</summary>
[Job("day")]
public sealed partial class DayJob
{
    public required DayOfWeek Day { get; init; }

    private Task<DayOfWeek> RunAsync(Context ctx) => Task.FromResult(Day);
}
