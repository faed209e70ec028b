using Jobs.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis;

namespace Jobs.Architecture.Tests.Bans;

/// <summary>Time comes from outside, waits are for signals, and every queue has a bound.</summary>
public class BanTests
{
    /// <summary>Uses that are right, by file and the start of the member's id, each with its reason.</summary>
    private static readonly Dictionary<(string File, string MemberId), string> Allowed = new()
    {
        [("src/Jobs.Runtime/Hosting/JobsBuilder.cs", "P:System.TimeProvider.System")] = "the composition root: UseTimeProvider replaces it",
        [("src/Jobs.Runtime/Remote/Client/JobsClientBuilder.cs", "P:System.TimeProvider.System")] = "the composition root of a client: UseTimeProvider replaces it",
        [("src/Jobs.Runtime/Remote/Client/JobsTakeOver.cs", "P:System.TimeProvider.System")] = "bounds an operator's question; a process is asked, and no test's clock is its",
    };

    private static readonly IReadOnlyList<BannedCall> Calls =
        [.. BannedCalls.In(GuardedCompilation.OfProject("src/Jobs.Abstractions")), .. BannedCalls.In(GuardedCompilation.Runtime)];

    [Fact]
    public void Libraries_CallNoBannedMember_UnlessAReasonIsStated() =>
        Guard.FindsNothing(Calls.Where(call => !Allowed.Keys.Any(key => Excuses(key, call))).Select(call => call.ToString()));

    [Fact]
    public void Allowance_OfABannedMember_IsStillNeeded() =>
        Guard.FindsNothing(Allowed.Keys.Where(key => !Calls.Any(call => Excuses(key, call))).Select(key => key.ToString()));

    [Theory]
    [InlineData("Thread.Sleep(1);")]
    [InlineData("System.Threading.Thread.Sleep(TimeSpan.Zero);")]
    [InlineData("Task.Delay(1).ToString();")]
    [InlineData("Task.Delay(TimeSpan.Zero, CancellationToken.None).ToString();")]
    [InlineData("new CancellationTokenSource(5).Dispose();")]
    [InlineData("using CancellationTokenSource c = new(TimeSpan.Zero);")]
    [InlineData("new PeriodicTimer(TimeSpan.FromDays(1)).Dispose();")]
    [InlineData("using Timer t = new(_ => { });")]
    [InlineData("_ = DateTime.Now;")]
    [InlineData("_ = DateTime.UtcNow.Year;")]
    [InlineData("_ = DateTimeOffset.Now;")]
    [InlineData("_ = DateTimeOffset.UtcNow;")]
    [InlineData("_ = Environment.TickCount64;")]
    [InlineData("_ = System.Diagnostics.Stopwatch.GetTimestamp();")]
    [InlineData("_ = TimeProvider.System;")]
    [InlineData("Action<int> wait = Thread.Sleep;")]
    [InlineData("_ = System.Threading.Channels.Channel.CreateUnbounded<int>();")]
    public void BannedMember_Planted_IsCaught(string statement) => Assert.Single(BannedCalls.In(Plant(statement)));

    [Theory]
    [InlineData("Task.Delay(TimeSpan.Zero, clock).ToString();")]
    [InlineData("new CancellationTokenSource().Dispose();")]
    [InlineData("new CancellationTokenSource(TimeSpan.Zero, clock).Dispose();")]
    [InlineData("_ = clock.GetUtcNow();")]
    [InlineData("_ = System.Threading.Channels.Channel.CreateBounded<int>(5);")]
    public void AllowedMember_Planted_IsNotCaught(string statement) => Guard.FindsNothing(BannedCalls.In(Plant(statement)).Select(call => call.ToString()));

    private static bool Excuses((string File, string MemberId) key, BannedCall call) =>
        key.File == call.File && call.MemberId.StartsWith(key.MemberId, StringComparison.Ordinal);

    private static Compilation Plant(string statement)
    {
        var planted = GuardedCompilation.Of("Planted", [new("Planted.cs", $"class Planted {{ void M(TimeProvider clock) {{ {statement} }} }}")]);
        Guard.FindsNothing(GuardedCompilation.BlindingErrors(planted));
        return planted;
    }
}
