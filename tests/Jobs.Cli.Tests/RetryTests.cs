using System.Text.Json;
using Jobs.Cli.Tests.Kit;

namespace Jobs.Cli.Tests;

/// <summary>jobs retry: one, many, and all that ended in one way.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task Retry_AtRest_SaysWhatTheJobWasRetriedAs_AndWhyNot()
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        var cancelled = await test.SubmitAsync("--tag", "a=b");
        await test.RunAsync("cancel", cancelled);
        await test.StartHostAsync();
        Assert.Equal(1, (await test.RunAsync("tail", cancelled)).ExitCode);
        await test.StopHostAsync();

        var retry = await test.RunAsync("retry", cancelled);
        Assert.Equal(0, retry.ExitCode);
        Assert.StartsWith($"{cancelled}  retried as ", retry.Text, StringComparison.Ordinal);
        var made = retry.Text.Split(' ')[^1];
        var again = await test.RunAsync("retry", cancelled, made, "5");
        Assert.Equal(1, again.ExitCode);
        Assert.Equal($"{cancelled}  was retried before, as {made}", again.Lines[0]);
        Assert.StartsWith($"{made}  has not ended", again.Lines[1], StringComparison.Ordinal);
        Assert.StartsWith("5  is unknown here", again.Lines[2], StringComparison.Ordinal);
        Assert.Contains($"retry of   {cancelled}", (await test.RunAsync("show", made)).Text, StringComparison.Ordinal);
        Assert.Contains($"retried as {made}", (await test.RunAsync("show", cancelled)).Text, StringComparison.Ordinal);
        Assert.Equal(made, (await test.RunAsync("show", cancelled, "--json")).Json.GetProperty("retriedAs").GetString());
        Assert.Equal(0, (await test.RunAsync("doctor")).ExitCode);

        // It is cancelled once more: the first one names the one to retry now.
        await test.RunAsync("cancel", made);
        await test.StartHostAsync();
        await test.RunAsync("tail", made);
        Assert.Equal($"{cancelled}  was retried as {made}, which ended as Cancelled: jobs retry {made}", (await test.RunAsync("retry", cancelled)).Text);
        var last = (await test.RunAsync("retry", made, "--from-start", "--json")).Json;
        Assert.Equal(("Retried", "retry"), (last.GetProperty("outcome").GetString(), last.GetProperty("command").GetString()));
        await test.HearAsync($"runs {last.GetProperty("job").GetString()}");
    }

    [Fact]
    public async Task Retry_OfAJobThatNoHostCouldRun_SaysThatTheNewOneWillNotRunEither()
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        var id = Assert.Single((await test.RunAsync("submit", "no-such-class")).Lines);
        await test.StartHostAsync();
        while (!(await test.RunAsync("doctor")).Text.Contains("UnknownClass", StringComparison.Ordinal))
        {
            // The host comes to it in its own time.
        }

        await test.RunAsync("cancel", id);
        Assert.Equal(1, (await test.RunAsync("tail", id)).ExitCode);
        var retry = await test.RunAsync("retry", id);
        Assert.Equal(0, retry.ExitCode);
        Assert.Contains("will be put off again by a host that cannot run it: the last one could not (No class named 'no-such-class'", retry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_OfAStatus_TakesAllOfIt_InPages_Once()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var client = JobsClient.ForStore(test.StoreFile);
        for (var i = 0; i < 450; i++)
        {
            var submit = await client.SubmitByNameAsync("gate", "{}", new SubmitOptions { DueAt = DateTimeOffset.UtcNow.AddDays(1), Tags = { ["half"] = i % 2 == 0 ? "one" : "other" } });
            await submit.Handle.CancelAsync();
            await submit.Handle.WaitAsync();
        }

        var half = await test.RunAsync("retry", "--status", "Cancelled", "--name", "gate", "--tag", "half=one");
        Assert.Equal((0, "225 retried, 0 had been before, 0 could not be."), (half.ExitCode, half.Lines[^1]));
        var rest = await test.RunAsync("retry", "--status", "Cancelled", "--name", "gate");
        Assert.Equal((0, "225 retried, 225 had been before, 0 could not be."), (rest.ExitCode, rest.Lines[^1]));
        Assert.Matches("^[0-9]+  retried as [0-9]+$", rest.Lines[0]);
        Assert.Equal(20, rest.Lines.Count(l => l.Contains("retried as", StringComparison.Ordinal)));
        Assert.Equal(["… the others are not shown here; --json names each", "100 retried …"], rest.Lines.Skip(20).Take(2));
        var none = await test.RunAsync("retry", "--status", "Cancelled", "--json");
        Assert.Equal((0, 450), (none.Json.GetProperty("retried").GetInt32(), none.Json.GetProperty("retriedBefore").GetInt32()));
        Assert.Equal("0 retried, 0 had been before, 0 could not be.", (await test.RunAsync("retry", "--status", "Failed")).Text);
        await client.DisposeAsync();
    }

    [Theory]
    [InlineData("Name the jobs")]
    [InlineData("not both", "5", "--status", "Failed")]
    [InlineData("need neither", "5", "--name", "gate")]
    [InlineData("--status takes no 'Completed'", "--status", "Completed")]
    [InlineData("--status takes no 'Running'", "--status", "Running")]
    [InlineData("--status takes no 'Parked': only what ended without a result is run again", "--status", "parked")]
    public async Task Retry_WithWordsThatMakeNoSense_SaysWhich(string expected, params string[] words)
    {
        await using var test = new CliTest();
        var run = await test.RunAsync(["retry", .. words]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }
}
