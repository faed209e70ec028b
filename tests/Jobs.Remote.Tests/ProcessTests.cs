using Jobs.Crash.Tests.Kit;
using Jobs.Crash.Worker;
using Jobs.Integration.Tests.Kit;
using Jobs.Remote.Tests.Kit;
using Jobs.Runtime.Tests.Store;
using Jobs.TestKit.Time;

namespace Jobs.Remote.Tests;

/// <summary>Owners that are processes of their own: killed, stopped, and started a second time.</summary>
public sealed class ProcessTests : IAsyncDisposable
{
    private readonly TestStore _store = new();
    private readonly List<ChildProcess> _processes = [];
    private JobsClient? _client;

    private JobsClient Client => _client ??= JobsClient.ForStore(_store.File, jobs => jobs.AddJobsCrashWorkerJobs());

    [Fact]
    public async Task Wait_GoesOn_WhenItsOwnerIsKilledAndAnotherStarts()
    {
        var first = await StartOwnerAsync();
        var handle = await Client.SubmitAsync(new GateJob { Number = 7 }, null, RemoteTest.Hang);
        var waiting = handle.ResultAsync(RemoteTest.Hang).AsTask();
        await HearAsync(first, $"runs {handle.Id}");
        Assert.Equal(JobStatus.Running, (await handle.InfoAsync(RemoteTest.Hang))!.Status);
        first.Kill();

        var second = await StartOwnerAsync();
        await HearAsync(second, $"runs {handle.Id}");
        Assert.False(waiting.IsCompleted);
        await second.Input.WriteLineAsync("open");
        Assert.Equal(7, await waiting);
    }

    [Fact]
    public async Task Visit_AfterAKill_LeavesTheCrashToBeCountedByTheNextOwner()
    {
        var first = await StartOwnerAsync();
        var handle = await Client.SubmitAsync(new GateJob(), null, RemoteTest.Hang);
        await HearAsync(first, $"runs {handle.Id}");
        await Client.SubmitAsync(new GateJob(), new() { DueAt = DateTimeOffset.MaxValue }, RemoteTest.Hang); // Its commit carries the mark of what runs.
        first.Kill();
        await first.ExitCodeAsync();

        for (var i = 0; i < 3; i++) await Client.SubmitAsync(new GateJob { Number = i }, new() { DueAt = DateTimeOffset.MaxValue }, RemoteTest.Hang);
        Assert.Equal(0, (await handle.InfoAsync(RemoteTest.Hang))!.Crashes);
        await HearAsync(await StartOwnerAsync(), $"runs {handle.Id}");
        Assert.Equal(1, (await handle.InfoAsync(RemoteTest.Hang))!.Crashes);
    }

    [LinuxFact]
    public async Task Call_OfAnOwnerThatIsStopped_NamesIt_AndWorksAgainWhenItGoesOn()
    {
        var owner = await StartOwnerAsync();
        var handle = await Client.SubmitAsync(new GateJob { Number = 3 }, null, RemoteTest.Hang);
        await HearAsync(owner, $"runs {handle.Id}");
        var clock = new ManualTimeProvider();
        await using var impatient = JobsClient.ForStore(_store.File, jobs => jobs.UseTimeProvider(clock).OwnerWait = TimeSpan.Zero);
        Assert.NotNull(await impatient.FindAsync(handle.Id, RemoteTest.Hang));
        var waiting = impatient.WaitAsync(handle.Id, RemoteTest.Hang).AsTask();

        Signal.Freeze(owner.Id);
        try
        {
            await using var late = JobsClient.ForStore(_store.File, jobs => jobs.UseTimeProvider(clock).OwnerWait = TimeSpan.Zero);
            foreach (var call in new[] { waiting, impatient.WaitAsync(handle.Id, RemoteTest.Hang).AsTask(), late.WaitAsync(handle.Id, RemoteTest.Hang).AsTask() })
            {
                var error = await Assert.ThrowsAsync<JobStoreException>(() => PassAsync(clock, call));
                Assert.Equal(JobStoreFault.Silent, error.Fault);
                Assert.Contains($"kill -CONT {owner.Id}", error.Message, StringComparison.Ordinal);
                Assert.Contains(Environment.MachineName, error.Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            Signal.Thaw(owner.Id);
        }

        await owner.Input.WriteLineAsync("open");
        Assert.Equal(JobStatus.Completed, (await Client.WaitAsync(handle.Id, RemoteTest.Hang)).Status);
        Assert.NotNull(await impatient.FindAsync(handle.Id, RemoteTest.Hang));
    }

    [LinuxFact]
    public async Task Start_OfASecondOwner_WhenTheLockFileWasRemoved_IsRefusedWhileTheFirstIsStopped()
    {
        var first = await StartOwnerAsync();
        Signal.Freeze(first.Id); // Or it would find out within two seconds, and leave by itself.
        try
        {
            File.Delete(_store.File + ".owner");
            var error = await Assert.ThrowsAsync<JobStoreException>(() => JobsHost.StartAsync(jobs =>
            {
                jobs.UseSqlite(_store.File);
                jobs.Options.OwnerWait = TimeSpan.Zero;
            }));
            Assert.Equal(JobStoreFault.Owned, error.Fault);
            Assert.Contains($"pid {first.Id}", error.Message, StringComparison.Ordinal);
            Assert.Contains($"is stopped (SIGSTOP, a debugger): it lives, and nobody else may write. Let it go on (kill -CONT {first.Id})", error.Message, StringComparison.Ordinal);
            Assert.Contains("jobs take-over", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Signal.Thaw(first.Id);
        }
    }

    [LinuxFact]
    public async Task Start_WhenTheEnvironmentDisablesFileLocking_IsRefused_InEachSpelling()
    {
        foreach (var value in new[] { "1", "true", "TRUE" })
        {
            var owner = Start("env", $"DOTNET_SYSTEM_IO_DISABLEFILELOCKING={value}");
            Assert.Equal(1, await owner.ExitCodeAsync());
            Assert.Contains("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", await owner.ErrorsAsync, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Look_AfterAKill_LeavesTheCardAndTheEpochOfWhoDied()
    {
        var owner = await StartOwnerAsync();
        var handle = await Client.SubmitAsync(new GateJob(), null, RemoteTest.Hang);
        await HearAsync(owner, $"runs {handle.Id}");
        var (card, epoch) = (await File.ReadAllTextAsync(_store.File + ".owner.txt"), (await Client.StatsAsync(RemoteTest.Hang)).Epoch);
        owner.Kill();
        await owner.ExitCodeAsync();

        Assert.Equal(JobStatus.Ready, (await handle.InfoAsync(RemoteTest.Hang))!.Status);
        Assert.Single(await Client.QueryAsync(new(), RemoteTest.Hang));
        Assert.Equal(epoch, (await Client.StatsAsync(RemoteTest.Hang)).Epoch);
        Assert.Contains($"(pid {owner.Id})", JobsDoctor.Examine(_store.File, DateTimeOffset.UtcNow).Owner, StringComparison.Ordinal);
        Assert.Equal(card, await File.ReadAllTextAsync(_store.File + ".owner.txt"));
        await StartOwnerAsync();
        Assert.Equal(epoch + 1, (await Client.StatsAsync(RemoteTest.Hang)).Epoch);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.DisposeAsync();
        foreach (var process in _processes) process.Dispose();
        _store.Dispose();
    }

    private async Task<ChildProcess> StartOwnerAsync()
    {
        var owner = Start();
        await HearAsync(owner, "ready");
        return owner;
    }

    private ChildProcess Start(params string[] by)
    {
        var owner = ChildProcess.Start(by, "Jobs.Crash.Worker", "host", _store.File);
        _processes.Add(owner);
        return owner;
    }

    // Time passes for as long as the call waits for it: how many timers it takes to lose patience is the call's own affair.
    private static async Task PassAsync(ManualTimeProvider clock, Task call)
    {
        while (!call.IsCompleted)
        {
            await Task.WhenAny(call, clock.WhenArmedAsync()).WaitAsync(RemoteTest.Hang);
            clock.Advance(clock.UntilNextTimer ?? TimeSpan.Zero);
            await Task.Yield();
        }

        await call;
    }

    private static async Task HearAsync(ChildProcess owner, string wanted)
    {
        while (await owner.ReadLineAsync() is { } line)
        {
            if (line == wanted) return;
        }

        Assert.Fail($"The owner ended before it said '{wanted}': {await owner.ErrorsAsync}");
    }
}
