using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Ends at once.</summary>
[Job("ready")]
public sealed partial class ReadyJob
{
    public int Number { get; init; }

    private Task<int> RunAsync(Context ctx) => Task.FromResult(Number + 1);
}
