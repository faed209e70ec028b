using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;

namespace Jobs.Integration.Tests;

/// <summary>High work on a host that is full of low work.</summary>
public sealed class PriorityTests
{
    [Fact]
    public async Task HighJobs_GoThroughAHostFullOfLowWork_WhichLaterEnds_AndRepeatsNothing()
    {
        const int lows = 6, tasks = 10;
        await using var test = await TestHost.StartAsync(jobs => jobs.Options.MaxRunningJobs = 2);
        var handles = await test.Client.SubmitManyAsync(
            Enumerable.Range(0, lows).Select(n => new CooperativeJob { Number = n, Tasks = tasks }), new() { Priority = JobPriority.Low }, TestHost.Hang);
        await test.Probe.HeardAsync("grind", 2); // Both slots are taken, and both permits.

        for (var round = 0; round < 20; round++)
        {
            var high = await test.SubmitAsync(new PressingJob { Number = round }, new() { Priority = JobPriority.High });
            Assert.Equal(round, await test.ResultAsync(high));
        }

        foreach (var handle in handles) Assert.False((await test.Client.FindAsync(handle.Id, TestHost.Hang))!.Status.IsTerminal());
        test.Probe.Open("grind");
        foreach (var handle in handles) Assert.Equal(tasks, await test.ResultAsync(handle));
        for (var n = 0; n < lows; n++)
        {
            Assert.Equal(1, test.Probe.Count($"job {n} begins"));
            for (var i = 0; i < tasks; i++) Assert.Equal(1, test.Probe.Count($"grind {n}/{i}"));
        }
    }
}
