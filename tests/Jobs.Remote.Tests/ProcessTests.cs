using Jobs.Crash.Tests.Kit;
using Jobs.Crash.Worker;
using Jobs.Integration.Tests.Kit;
using Jobs.Remote.Tests.Kit;
using Jobs.Runtime.Tests.Store;

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
        await using var impatient = JobsClient.ForStore(_store.File, jobs => (jobs.OwnerWait, jobs.AnswerTimeout) = (TimeSpan.Zero, TimeSpan.FromMilliseconds(200)));
        Assert.NotNull(await impatient.FindAsync(handle.Id, RemoteTest.Hang));
        var waiting = impatient.WaitAsync(handle.Id, RemoteTest.Hang).AsTask();

        Signal.Freeze(owner.Id);
        try
        {
            await using var late = JobsClient.ForStore(_store.File, jobs => (jobs.OwnerWait, jobs.AnswerTimeout) = (TimeSpan.Zero, TimeSpan.FromMilliseconds(200)));
            foreach (var call in new[] { waiting, impatient.WaitAsync(handle.Id, RemoteTest.Hang).AsTask(), late.WaitAsync(handle.Id, RemoteTest.Hang).AsTask() })
            {
                var error = await Assert.ThrowsAsync<JobStoreException>(() => call);
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

    private static async Task HearAsync(ChildProcess owner, string wanted)
    {
        while (await owner.ReadLineAsync() is { } line)
        {
            if (line == wanted) return;
        }

        Assert.Fail($"The owner ended before it said '{wanted}': {await owner.ErrorsAsync}");
    }
}
