using Jobs.Cli.Tests.Kit;

namespace Jobs.Cli.Tests;

/// <summary>A job that its host cannot run is no job that merely waits for its time: every command says so, and what to do.</summary>
public sealed class ParkedTests
{
    [Fact]
    public async Task Parked_IsSaidByListShowAndStats_WithTheReasonAndWhatToDo()
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        var id = Assert.Single((await test.RunAsync("submit", "sum", "--input", """{"Count": 1, "Sed": 1}""")).Lines);
        await test.StartHostAsync();
        CliRun list;
        while (!(list = await test.RunAsync("list")).Text.Contains("Parked", StringComparison.Ordinal))
        {
            // The host comes to it in its own time.
        }

        Assert.Contains($"{id}  sum   Parked", list.Text, StringComparison.Ordinal);
        Assert.Contains("has no 'Seed', which is required; its input has 'Sed', which the class does not know", list.Text, StringComparison.Ordinal);
        Assert.EndsWith($"(what to do: jobs show {id})", list.Text, StringComparison.Ordinal);

        var show = await test.RunAsync("show", id);
        Assert.Contains("status     Parked", show.Text, StringComparison.Ordinal);
        Assert.Contains("reason     Job 'sum', stored by version 1, has no 'Seed'", show.Text, StringComparison.Ordinal);
        Assert.Contains($"jobs cancel {id}, and submit it anew", show.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", show.Text, StringComparison.Ordinal);
        Assert.Contains("   at ", (await test.RunAsync("show", id, "--verbose")).Text, StringComparison.Ordinal);
        var json = (await test.RunAsync("show", id, "--json")).Json;
        Assert.Equal(("Scheduled", true), (json.GetProperty("status").GetString(), json.GetProperty("parked").GetBoolean()));
        Assert.Contains("   at ", json.GetProperty("error").GetProperty("detail").GetString(), StringComparison.Ordinal);

        Assert.Contains("of them parked: 1, which no host could run (jobs list --status Parked)", (await test.RunAsync("stats")).Text, StringComparison.Ordinal);
        Assert.Equal(1, (await test.RunAsync("stats", "--json")).Json.GetProperty("parked").GetInt32());
    }

    [Fact]
    public async Task PausedAndParked_AreWordsOfStatus_OverASocket_AndAtRest()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var (other, paused) = (await test.SubmitAsync("--due", "+2h"), await test.SubmitAsync("--due", "+2h"));
        await test.RunAsync("pause", paused);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(paused, Assert.Single((await test.RunAsync("list", "--status", "paused", "--json")).Json.GetProperty("jobs").EnumerateArray()).GetProperty("id").GetString());
            Assert.Equal("No jobs.", (await test.RunAsync("list", "--status", "Parked")).Text);
            Assert.Contains("of them paused: 1 (jobs list --status Paused)", (await test.RunAsync("stats")).Text, StringComparison.Ordinal);
            await test.StopHostAsync();
        }

        Assert.Contains(other, (await test.RunAsync("list")).Text, StringComparison.Ordinal);
    }
}
