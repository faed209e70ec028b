namespace Jobs.Architecture.Tests.Bans;

/// <summary>Members that the runtime's code does not call, found by their documentation ids.</summary>
/// <param name="Start">What the ids begin with.</param>
/// <param name="Instead">What to use in place of them.</param>
/// <param name="Unless">Ids that contain this are allowed, or null.</param>
internal sealed record Ban(string Start, string Instead, string? Unless = null)
{
    private const string Clock = "System.TimeProvider";

    public static IReadOnlyList<Ban> All { get; } =
    [
        new("M:System.Threading.Thread.Sleep(", "wait on a signal"),
        new("M:System.Threading.Tasks.Task.Delay(", "pass the injected TimeProvider", Unless: Clock),
        new("M:System.Threading.PeriodicTimer.#ctor(", "pass the injected TimeProvider", Unless: Clock),
        new("M:System.Threading.CancellationTokenSource.#ctor(System.", "pass the injected TimeProvider", Unless: Clock),
        new("M:System.Threading.Timer.#ctor", "TimeProvider.CreateTimer"),
        new("M:System.Timers.Timer.#ctor", "TimeProvider.CreateTimer"),
        new("P:System.DateTime.Now", "the injected TimeProvider"),
        new("P:System.DateTime.UtcNow", "the injected TimeProvider"),
        new("P:System.DateTime.Today", "the injected TimeProvider"),
        new("P:System.DateTimeOffset.Now", "the injected TimeProvider"),
        new("P:System.DateTimeOffset.UtcNow", "the injected TimeProvider"),
        new("P:System.Environment.TickCount", "the injected TimeProvider"),
        new("M:System.Diagnostics.Stopwatch.", "the injected TimeProvider's timestamps"),
        new("P:System.TimeProvider.System", "the injected TimeProvider"),
        new("M:System.Threading.Channels.Channel.CreateUnbounded", "a bounded channel, its bound named"),
        new("M:System.Threading.Channels.Channel.CreateUnboundedPrioritized", "a bounded channel, its bound named"),
    ];

    public bool Covers(string id) =>
        id.StartsWith(Start, StringComparison.Ordinal) && (Unless is null || !id.Contains(Unless, StringComparison.Ordinal));
}
