using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;
using Microsoft.Data.Sqlite;

namespace Jobs.Integration.Tests;

/// <summary>Rows that another version of their class stored, on a real store.</summary>
public sealed class EvolutionTests
{
    [Fact]
    public async Task RowOfAnOlderVersion_PassesThroughItsUpgradeOnce_AndGoesOnFromItsCheckpoints()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new EvolvedJob { Sources = [] });
        await test.Probe.HeardAsync("evolved-begins");
        await test.StopAsync();
        // What the first version calls Sources is not what the second does: it could not read that as its own, and must not try to.
        Execute(test, """UPDATE job SET version = 1; UPDATE payload SET input = '{"Source":"a","Sources":1}', state = '{"megabytes":3,"runs":5}'""");

        test.Probe.Open("evolved-begin");
        await test.StartHostAsync();
        await test.Probe.HeardAsync("evolved-saved");
        await test.StopAsync();

        // The row's input stays as it was submitted; the checkpoint of the new version has all that the job is made of.
        Assert.Equal("""1 {"Source":"a","Sources":1}""", Read(test, "SELECT j.version || ' ' || p.input FROM job j JOIN payload p ON p.job_id = j.id"));
        Assert.Equal("""2 {"Sources":["a"],"bytes":3000000,"runs":6}""", Read(test, "SELECT version || ' ' || state FROM checkpoint"));
        test.Probe.Open("evolved-end");
        await test.StartHostAsync();

        Assert.Equal("a 3000000 7", await test.ResultAsync(handle));
    }

    [Fact]
    public async Task RowOfANewerVersion_IsParkedWithTheReason_AndRunsWhenABuildKnowsIt()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new EvolvedJob { Sources = ["b"] });
        await test.Probe.HeardAsync("evolved-begins");
        await test.StopAsync();
        Execute(test, "UPDATE job SET version = 3");
        await test.StartHostAsync();
        await test.UntilAsync(handle, JobStatus.Scheduled);
        var info = await test.Client.FindAsync(handle.Id, TestHost.Hang);
        await test.StopAsync();

        Assert.Contains("'evolved' was stored by version 3, and this build knows versions up to 2", info!.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(0, info.FailedAttempts);

        Execute(test, "UPDATE job SET version = 2, due_at = 0");
        test.Probe.Open("evolved-begin");
        test.Probe.Open("evolved-end");
        await test.StartHostAsync();
        Assert.Equal("b 0 1", await test.ResultAsync(handle));
    }

    [Theory]
    [InlineData("task_result SET body = '\"x\"' WHERE body = '1'", "task_result SET body = '1' WHERE body = '\"x\"'", "result of task 'Tally' of job 'counting'")]
    [InlineData("task_result SET body = '\"x\"' WHERE body = '3'", "task_result SET body = '3' WHERE body = '\"x\"'", "result of task 'Tally' of job 'counting'")]
    [InlineData("history SET result = '{}' WHERE parent_id <> 0", "history SET result = '4' WHERE parent_id <> 0", "result of job 'echo'")]
    public async Task ResultThatThisBuildCannotRead_ParksTheJobThatAsksForIt_AndABuildThatCanGoesOn(string toOther, string toThis, string named)
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new CountingJob());
        await test.Probe.HeardAsync("counting-waits");
        await test.StopAsync();
        Execute(test, "UPDATE " + toOther);
        await test.StartHostAsync();
        await test.UntilAsync(handle, JobStatus.Scheduled);
        var info = (await test.Client.FindAsync(handle.Id, TestHost.Hang))!;
        await test.StopAsync();

        Assert.True(info.Error!.IsParking);
        Assert.Contains(named, info.Error.Message, StringComparison.Ordinal);
        Assert.Equal(0, info.FailedAttempts);

        Execute(test, $"UPDATE {toThis}; UPDATE job SET due_at = 0");
        test.Probe.Open("counted");
        await test.StartHostAsync();
        Assert.Equal(10, await test.ResultAsync(handle));
        Assert.Equal(3, test.Probe.CountOf("tally ")); // What had ended was not done again.
    }

    private static void Execute(TestHost test, string sql)
    {
        using var connection = Open(test);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Read(TestHost test, string sql)
    {
        using var connection = Open(test);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }

    private static SqliteConnection Open(TestHost test)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={test.StoreFile};Pooling=False");
        connection.Open();
        return connection;
    }
}
