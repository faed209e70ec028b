using Jobs.Crash.Tests.Kit;
using Jobs.Integration.Tests.Kit;
using Jobs.Remote.Tests.Kit;
using Jobs.Store;

namespace Jobs.Remote.Tests;

/// <summary>A process of another user is spoken with by nobody, even where the folder lets it in.</summary>
public sealed class OtherUserTests
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    [TwoUsersFact]
    public async Task Client_OfAnotherUser_IsHungUpOn_AndOneOfThisUserIsServed()
    {
        await using var test = await RemoteTest.StartAsync();
        var card = OwnerCard.TryRead(test.StoreFile)!;
        Open(test.Folder, Path.GetDirectoryName(card.Socket)!, card.Socket!);

        using var stranger = ChildProcess.Start(TwoUsersFactAttribute.AsNobody, "Jobs.Crash.Worker", "knock", card.Socket!, card.Nonce);
        Assert.True(await stranger.ReadLineAsync() == "hung up", await stranger.ErrorsAsync);
        using var own = ChildProcess.Start("Jobs.Crash.Worker", "knock", card.Socket!, card.Nonce);
        Assert.Equal("answered", await own.ReadLineAsync());
    }

    [TwoUsersFact]
    public async Task Owner_OfAnotherUser_IsNotSpokenWith()
    {
        await using var test = await RemoteTest.StartAsync();
        await test.StopHostAsync();
        Open(test.Folder);
        using var pretender = ChildProcess.Start(TwoUsersFactAttribute.AsNobody, "Jobs.Crash.Worker", "pretend", Path.Combine(test.Folder, "false"));
        if (await pretender.ReadLineAsync() != "listens") Assert.Fail(await pretender.ErrorsAsync);

        // Where this user's owner would listen, in a folder that is as it should be.
        var socket = SocketPlace.Of(test.StoreFile)!;
        SocketPlace.Prepare(socket);
        File.Move(Path.Combine(test.Folder, "false"), socket);
        OwnerCard.Of("a false owner", socket).Write(test.StoreFile);
        var error = await Assert.ThrowsAsync<JobStoreException>(async () => await test.Client().QueryAsync(new(), RemoteTest.Hang));
        Assert.Equal(JobStoreFault.Unsupported, error.Fault);
        Assert.Contains("another user's process", error.Message, StringComparison.Ordinal);
    }

    [TwoUsersFact]
    public async Task Tool_OfAnotherUser_IsToldWhoseStoreItIs()
    {
        await using var test = await RemoteTest.StartAsync();
        Open(test.Folder);
        foreach (var file in Directory.EnumerateFiles(test.Folder)) Open(file);
        using var tool = ChildProcess.Start([.. TwoUsersFactAttribute.AsNobody, "env", "HOME=/tmp"], "jobs", "list", "--store", test.StoreFile, "--wait-for-owner", "0.1");
        Assert.Equal(3, await tool.ExitCodeAsync());
        Assert.Contains($"(pid {Environment.ProcessId}) of user 'root', which listens to its own user alone", await tool.ErrorsAsync, StringComparison.Ordinal);
        Assert.Contains("sudo -u root", await tool.ErrorsAsync, StringComparison.Ordinal);

        // Asked again it would be told the same: there is nothing to wait for.
        using var tail = ChildProcess.Start([.. TwoUsersFactAttribute.AsNobody, "env", "HOME=/tmp"], "jobs", "tail", "--store", test.StoreFile);
        Assert.Equal(3, await tail.ExitCodeAsync());
    }

    [TwoUsersFact]
    public async Task Doctor_OfAnotherUser_SaysWhoOwnsTheStore_AndExaminesIt()
    {
        await using var test = await RemoteTest.StartAsync();
        Open(test.Folder);
        foreach (var file in Directory.EnumerateFiles(test.Folder)) Open(file);
        using var doctor = ChildProcess.Start([.. TwoUsersFactAttribute.AsNobody, "env", "HOME=/tmp"], "jobs", "doctor", "--store", test.StoreFile);
        Assert.StartsWith("store ", await doctor.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId}), of user 'root'", await doctor.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Contains("all well", await doctor.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await doctor.ExitCodeAsync());
    }

    [TwoUsersFact]
    public async Task Client_ThatIsRoot_OfAnotherUsersOwner_IsToldWhoMayAsk()
    {
        using var store = new TestStore();
        Open(store.Folder);
        using var host = ChildProcess.Start([.. TwoUsersFactAttribute.AsNobody, "env", "HOME=/tmp"], "Jobs.Crash.Worker", "host", store.File);
        if (await host.ReadLineAsync() != "ready") Assert.Fail(await host.ErrorsAsync);
        await using var client = JobsClient.ForStore(store.File);
        var error = await Assert.ThrowsAsync<JobStoreException>(async () => await client.StatsAsync(RemoteTest.Hang));
        Assert.Equal(JobStoreFault.Denied, error.Fault);
        Assert.Contains($"(pid {host.Id}) of user 'nobody'", error.Message, StringComparison.Ordinal);
    }

    private static void Open(params string[] paths)
    {
        if (OperatingSystem.IsWindows()) return; // Never comes here; the compiler does not know.
        foreach (var path in paths) File.SetUnixFileMode(path, Everybody);
    }
}
