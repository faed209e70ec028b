using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;
using Jobs.TestKit.Time;
using Microsoft.Data.Sqlite;

namespace Jobs.Integration.Tests;

/// <summary>A store that cannot be used says why and what to do, and is left as it was.</summary>
public sealed class StoreErrorTests
{
    [Fact]
    public async Task Start_WhenAnotherHostOwnsTheStore_NamesIt()
    {
        await using var owner = await TestHost.StartAsync();
        var error = await StartFailsAsync(owner.StoreFile, JobStoreFault.Owned);
        Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);

        // The owner is none the worse for it.
        Assert.Equal(1, await owner.ResultAsync(await owner.SubmitAsync(new ReadyJob())));
    }

    [Fact]
    public async Task Start_WhenTheFileIsNoDatabase_RefusesAndLeavesItAlone()
    {
        using var store = new TestStore();
        var garbage = Enumerable.Range(0, 10_000).Select(i => (byte)(i * 31)).ToArray();
        await File.WriteAllBytesAsync(store.File, garbage);
        await StartFailsAsync(store.File, JobStoreFault.Foreign);
        Assert.Equal(garbage, await File.ReadAllBytesAsync(store.File));
    }

    [Fact]
    public async Task Start_WhenTheDatabaseIsAnotherPrograms_RefusesIt()
    {
        using var store = new TestStore();
        Execute(store.File, "CREATE TABLE theirs(x)");
        await StartFailsAsync(store.File, JobStoreFault.Foreign);
    }

    [Fact]
    public async Task Start_WhenANewerVersionWroteTheStore_RefusesIt()
    {
        await using var test = await TestHost.StartAsync();
        await test.StopAsync();
        Execute(test.StoreFile, "PRAGMA user_version = 1000");
        var error = await StartFailsAsync(test.StoreFile, JobStoreFault.Newer);
        Assert.Contains("1000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenTheFolderIsGone_SaysSo()
    {
        using var store = new TestStore();
        await StartFailsAsync(Path.Combine(store.Folder, "gone", "jobs.db"), JobStoreFault.Missing);
    }

    [Fact]
    public async Task Submit_WhenTheOwnersLockWasTakenAway_FailsAndSaysWhat()
    {
        var time = new ManualTimeProvider();
        await using var test = await TestHost.StartAsync(jobs => jobs.UseTimeProvider(time));
        await test.NudgeAsync();
        File.Delete(test.StoreFile + ".owner");
        var error = await Assert.ThrowsAsync<JobStoreException>(async () =>
        {
            // Ownership is compared every two seconds; what is acknowledged before that is in the file all the same.
            for (var i = 0; i < 10; i++) await test.AdvanceAsync(time, TimeSpan.FromSeconds(2));
        });
        Assert.Equal(JobStoreFault.Owned, error.Fault);
        Assert.Contains(test.StoreFile, error.Message, StringComparison.Ordinal);

        await test.RestartAsync();
        await test.NudgeAsync();
    }

    private static async Task<JobStoreException> StartFailsAsync(string file, JobStoreFault fault)
    {
        var error = await Assert.ThrowsAsync<JobStoreException>(async () =>
        {
            await using var host = await JobsHost.StartAsync(jobs =>
            {
                jobs.UseSqlite(file);
                jobs.Options.OwnerWait = TimeSpan.Zero;
            });
        });
        Assert.Equal(fault, error.Fault);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        return error;
    }

    private static void Execute(string file, string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
