using Jobs.Cli.Tests.Kit;

namespace Jobs.Cli.Tests;

/// <summary>The tool on a store that no host runs.</summary>
public sealed class RestingStoreTests
{
    [Fact]
    public async Task Submit_IsStoredUnchecked_AndSaysSo_AndRunsWithTheNextHost()
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        var submit = await test.RunAsync("submit", "gate", "--input", """{"Number": 5}""");
        Assert.Equal(0, submit.ExitCode);
        Assert.Contains("No host runs", submit.Errors, StringComparison.Ordinal);
        var id = Assert.Single(submit.Lines);
        Assert.Contains($"{id}  gate  Ready", (await test.RunAsync("list")).Text, StringComparison.Ordinal);
        Assert.Contains("none", (await test.RunAsync("stats")).Lines[1], StringComparison.Ordinal);

        using var tail = test.Begin("tail", id);
        Assert.Equal($"{id}  gate  Ready", await tail.ReadLineAsync());
        await test.StartHostAsync();
        await test.HearAsync($"runs {id}");
        await test.Host.Input.WriteLineAsync("open");
        await CliTest.HearAsync(tail, "Completed");
        Assert.Equal(0, await tail.ExitCodeAsync());
    }

    [Fact]
    public async Task Submit_UnderAKeyThatIsTaken_SaysThatTheJobWasThere()
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        var first = await test.RunAsync("submit", "gate", "--key", "k", "--json");
        Assert.False(first.Json.GetProperty("wasThere").GetBoolean());
        var again = await test.RunAsync("submit", "gate", "--key", "k");
        Assert.Equal((0, first.Json.GetProperty("id").GetString()), (again.ExitCode, again.Text));
        Assert.Contains("Nothing was submitted: this job was there already", again.Errors, StringComparison.Ordinal);
        await test.StartHostAsync();
        Assert.True((await test.RunAsync("submit", "gate", "--key", "k", "--json")).Json.GetProperty("wasThere").GetBoolean());
        Assert.False((await test.RunAsync("submit", "gate", "--token", "t", "--json")).Json.GetProperty("wasThere").GetBoolean());
        Assert.True((await test.RunAsync("submit", "gate", "--token", "t", "--json")).Json.GetProperty("wasThere").GetBoolean());
    }

    [Fact]
    public async Task PauseAndCancel_AreObeyedByTheNextHost()
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        var (paused, cancelled) = (await test.SubmitAsync(), await test.SubmitAsync());
        Assert.Equal(0, (await test.RunAsync("pause", paused)).ExitCode);
        Assert.Equal(0, (await test.RunAsync("cancel", cancelled)).ExitCode);
        await test.StartHostAsync();
        Assert.Equal(1, (await test.RunAsync("tail", cancelled)).ExitCode);
        Assert.Contains("Ready, paused", (await test.RunAsync("show", paused)).Text, StringComparison.Ordinal);
    }
}
