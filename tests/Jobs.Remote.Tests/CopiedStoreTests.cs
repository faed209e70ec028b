using Jobs.Integration.Tests.Kit;
using Jobs.Remote.Tests.Kit;
using Jobs.Remote.Tests.Zoo;
using Jobs.Runtime.Tests.Store;
using Jobs.Store;

namespace Jobs.Remote.Tests;

/// <summary>A store that was copied together with the card of its owner is a store of its own.</summary>
public sealed class CopiedStoreTests
{
    [LinuxFact]
    public async Task Client_OfACopy_DoesNotCommandTheOriginalThroughItsOwner()
    {
        await using var test = await RemoteTest.StartAsync();
        var copy = Path.Combine(Directory.CreateDirectory(Path.Combine(test.Folder, "copy")).FullName, Path.GetFileName(test.StoreFile));
        foreach (var ending in new[] { "", "-wal", ".owner.txt" }) File.Copy(test.StoreFile + ending, copy + ending);
        await using var client = JobsClient.ForStore(copy, jobs => jobs.AddJobsRemoteTestsJobs());
        var submitted = await client.SubmitAsync(new AddJob { Number = 1 }, null, RemoteTest.Hang);

        Assert.Empty(await test.Client().QueryAsync(new(), RemoteTest.Hang));
        Assert.Equal(submitted.Id, Assert.Single(await client.QueryAsync(new(), RemoteTest.Hang)).Id);
        Assert.False(OwnerLock.IsOwned(copy));
        Assert.True(OwnerLock.IsOwned(test.StoreFile));
    }
}
