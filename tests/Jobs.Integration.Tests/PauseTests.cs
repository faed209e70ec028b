using System.Globalization;
using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Jobs.Integration.Tests;

/// <summary>Pause and resume.</summary>
public sealed class PauseTests(ITestOutputHelper output)
{
    private const int Jobs = 50;
    private const int PausesPerJob = 20;

    /// <summary>How often the long proof is repeated: the CI's number unless the environment says otherwise.</summary>
    private static int Repetitions =>
        int.Parse(Environment.GetEnvironmentVariable("JOBS_PAUSE_REPETITIONS") ?? "20", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Pause_BetweenItsAcknowledgementAndTheResume_LetsNoTaskStart()
    {
        var pauses = 0;
        for (var repetition = 0; repetition < Repetitions; repetition++) pauses += await PauseAndResumeManyAsync(seed: repetition);
        output.WriteLine($"{Repetitions} repetitions of {Jobs} jobs, {pauses} pauses");
    }

    [Fact]
    public async Task Pause_BeforeTheJobStarts_HoldsItUntilTheResume()
    {
        await using var test = await TestHost.StartAsync(jobs => jobs.Options.MaxRunningJobs = 1);
        var blocker = await test.SubmitAsync(new DeafJob());
        await test.Probe.HeardAsync("deaf");
        var handle = await test.SubmitAsync(new ReadyJob());
        Assert.Equal(CommandOutcome.Applied, await handle.PauseAsync(TestHost.Hang));
        test.Probe.Open("deaf");
        await test.ResultAsync(blocker);

        // A later job overtakes it: had the paused one been eligible, it would have run first.
        await test.ResultAsync(await test.SubmitAsync(new ReadyJob()));
        var info = await handle.InfoAsync(TestHost.Hang);
        Assert.True(info!.IsPaused);
        Assert.False(info.Status.IsTerminal());

        await handle.ResumeAsync(TestHost.Hang);
        Assert.Equal(1, await test.ResultAsync(handle));
    }

    [Fact]
    public async Task Pause_OfAJobThatWasPausedBeforeWhileItWaited_StillReachesIt()
    {
        await using var test = await TestHost.StartAsync(jobs => jobs.Options.MaxRunningJobs = 3);
        for (var i = 0; i < 3; i++) await test.SubmitAsync(new DeafJob());
        await test.Probe.HeardAsync("deaf", 3);
        var handle = await test.SubmitAsync(new SumJob { Count = 3, WaitAfter = 1 });
        await PauseAndResumeAsync();
        test.Probe.Open("deaf");
        await test.Probe.HeardAsync("sum-waits");

        // It waits at its gate. A job that the pause had not reached would be started beside itself by the resume.
        await PauseAndResumeAsync();
        for (var i = 0; i < 3; i++) await test.NudgeAsync();
        Assert.Equal(1, test.Probe.CountOf("sum begins"));
        test.Probe.Open("sum");
        Assert.Equal(SumReport.Expected(3), (await test.ResultAsync(handle)).Sum);
        Assert.Equal(2, test.Probe.CountOf("sum begins"));

        async Task PauseAndResumeAsync()
        {
            Assert.Equal(CommandOutcome.Applied, await handle.PauseAsync(TestHost.Hang));
            Assert.Equal(CommandOutcome.Applied, await handle.ResumeAsync(TestHost.Hang));
        }
    }

    [Fact]
    public async Task Pause_AfterARestart_StillHolds()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new SumJob { Count = 8, CheckpointEvery = 1, WaitAfter = 3 });
        await test.Probe.HeardAsync("sum-waits");
        Assert.Equal(CommandOutcome.Applied, await handle.PauseAsync(TestHost.Hang));
        test.Probe.Open("sum");
        await test.RestartAsync();
        await test.ResultAsync(await test.SubmitAsync(new ReadyJob()));
        Assert.Equal(1, test.Probe.CountOf("sum begins"));

        await test.Client.ResumeAsync(handle.Id, TestHost.Hang);
        Assert.Equal(SumReport.Expected(8), (await test.ResultAsync(handle)).Sum);
        Assert.Equal(2, test.Probe.CountOf("sum begins"));
    }

    [Fact]
    public async Task Pause_OfAnEndedJob_SaysSo()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new ReadyJob());
        await test.ResultAsync(handle);
        Assert.Equal(CommandOutcome.AlreadyFinishing, await handle.PauseAsync(TestHost.Hang));
        Assert.Equal(CommandOutcome.NotFound, await test.Client.PauseAsync(new JobId(42), TestHost.Hang));
    }

    private static async Task<int> PauseAndResumeManyAsync(int seed)
    {
        var log = new StepLog();
        await using var test = await TestHost.StartAsync(
            jobs => jobs.Pool("steps", slots: 8), services => services.AddSingleton(log));
        var handles = await test.Client.SubmitManyAsync(
            Enumerable.Range(0, Jobs).Select(_ => new PatientJob { Rounds = 200 }), null, TestHost.Hang);
        var pauses = await Task.WhenAll(handles.Select((handle, i) => PauseAndResumeAsync(test, handle, log, new Random((seed * Jobs) + i))));
        foreach (var handle in handles) Assert.Equal(200, await test.ResultAsync(handle));
        Assert.Equal(0, log.Violations);
        return pauses.Sum();
    }

    /// <summary>Returns how many pauses were in time: the job may end before its twentieth.</summary>
    private static async Task<int> PauseAndResumeAsync(TestHost test, JobHandle<int> handle, StepLog log, Random random)
    {
        for (var i = 0; i < PausesPerJob; i++)
        {
            for (var yields = random.Next(20); yields > 0; yields--) await Task.Yield();
            if (await handle.PauseAsync(TestHost.Hang) == CommandOutcome.AlreadyFinishing) return i;
            log.Hold(handle.Id);
            if (random.Next(4) == 0)
            {
                while ((await test.Client.FindAsync(handle.Id, TestHost.Hang))!.Status == JobStatus.Running) await Task.Yield();
                log.HoldStrictly(handle.Id);
            }

            for (var yields = random.Next(20); yields > 0; yields--) await Task.Yield();
            log.Release(handle.Id);
            await handle.ResumeAsync(TestHost.Hang);
        }

        return PausesPerJob;
    }
}
