using Jobs.Remote.Tests.Kit;
using Jobs.Remote.Tests.Zoo;

namespace Jobs.Remote.Tests;

/// <summary>Who only reads a store that nobody owns leaves no trace of it: no file, and no byte of one.</summary>
public sealed class LookTests
{
    [Fact]
    public async Task Look_AtRest_LeavesEveryFileAsItWas()
    {
        await using var test = await RemoteTest.StartAsync();
        var client = test.Client();
        var handle = await client.SubmitAsync(new AddJob { Number = 4 }, null, RemoteTest.Hang);
        await handle.WaitAsync(RemoteTest.Hang);
        await test.StopHostAsync();
        var before = Files(test.Folder);

        Assert.Equal(handle.Id, Assert.Single(await client.QueryAsync(new(), RemoteTest.Hang)).Id);
        Assert.Equal("4", (await client.DetailsAsync(handle.Id, RemoteTest.Hang))!.ResultJson);
        Assert.Equal(JobStatus.Completed, (await handle.WaitAsync(RemoteTest.Hang)).Status);
        Assert.Equal(1, (await client.StatsAsync(RemoteTest.Hang)).Counts[JobStatus.Completed]);
        Assert.NotEmpty(await client.LogAsync(handle.Id, RemoteTest.Hang));
        Assert.Empty(JobsDoctor.Examine(test.StoreFile, DateTimeOffset.UtcNow).Findings);
        Assert.Equal(before, Files(test.Folder));
    }

    [Fact]
    public async Task Look_AtACopy_MakesNothingBesideIt()
    {
        await using var test = await RemoteTest.StartAsync();
        await test.Client().SubmitAsync(new AddJob { Number = 4 }, null, RemoteTest.Hang);
        await test.StopHostAsync();
        var folder = Directory.CreateDirectory(Path.Combine(test.Folder, OperatingSystem.IsWindows() ? "50% of #1" : "50% of #1, or not?")).FullName; // What a URI has to hide.
        var copy = Path.Combine(folder, "copy.db");
        File.Copy(test.StoreFile, copy);

        await using var client = JobsClient.ForStore(copy);
        Assert.Single(await client.QueryAsync(new(), RemoteTest.Hang));
        Assert.Empty(JobsDoctor.Examine(copy, DateTimeOffset.UtcNow).Findings);
        Assert.Equal([copy], Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task Wait_AtRest_AsksTheStoreOnceMore_AfterAnOwnerThatCameAndWent()
    {
        await using var test = await RemoteTest.StartAsync();
        await test.StopHostAsync();
        var handle = await test.Client().SubmitAsync(new AddJob { Number = 4 }, null, RemoteTest.Hang);
        var waiting = test.Client(jobs => jobs.OwnerWait = TimeSpan.FromMinutes(1)).WaitAsync(handle.Id, RemoteTest.Hang).AsTask();
        await test.StartHostAsync(jobs => jobs.Options.AcceptRemoteClients = false);
        await test.Host.Client.WaitAsync(handle.Id, RemoteTest.Hang);
        Assert.False(waiting.IsCompleted);
        await test.StopHostAsync();
        Assert.Equal(JobStatus.Completed, (await waiting).Status);
    }

    [Fact]
    public async Task Sleep_ShowsWhenItEnds()
    {
        await using var test = await RemoteTest.StartAsync();
        var client = test.Client();
        var handle = await client.SubmitAsync(new NapJob { Length = TimeSpan.FromHours(2) }, null, RemoteTest.Hang);
        JobInfo? info;
        while ((info = await client.FindAsync(handle.Id, RemoteTest.Hang))!.Status != JobStatus.Sleeping) await Task.Yield();
        Assert.InRange(info.DueAt - info.SubmittedAt, TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        Assert.Equal(info.DueAt, Assert.Single(await client.QueryAsync(new(), RemoteTest.Hang)).DueAt);
    }

    private static Dictionary<string, string> Files(string folder) => new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).ToDictionary(
        entry => entry.FullName, entry => entry is FileInfo file ? $"{entry.LastWriteTimeUtc:O} {Convert.ToHexString(File.ReadAllBytes(file.FullName))}" : "");
}
