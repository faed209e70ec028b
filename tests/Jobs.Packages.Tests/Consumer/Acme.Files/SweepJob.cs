using Jobs;

namespace Acme.Files;

/// <summary>A library's own job: no host can name it, and it is registered with the others.</summary>
[Job("acme.sweep")]
internal sealed partial class SweepJob
{
    private readonly JournaledList<int> _swept = [];

    private async Task RunAsync(Context ctx)
    {
        _swept.Add(_swept.Count);
        await ctx.CheckpointAsync();
    }
}
