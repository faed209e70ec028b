using Jobs.Cli.Tests.Kit;
using Jobs.Remote.Tests.Kit;
using Jobs.Runtime.Tests.Store;

namespace Jobs.Cli.Tests;

/// <summary>An answer says what a command came to, and not what its word promises; a name that nothing has is asked back.</summary>
public sealed class WhatWasMeantTests
{
    [Fact]
    public async Task Cancel_WithNoHost_SaysWhenItTakesEffect_AndSoDoWhatFollows()
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        var id = await test.SubmitAsync();
        foreach (var command in new[] { "cancel", "pause", "resume" })
        {
            var run = await test.RunAsync(command, id);
            Assert.Equal((0, $"{id}  is to be cancelled: takes effect when a host starts"), (run.ExitCode, run.Text));
        }

        Assert.Equal($"{id}  is to be cancelled: takes effect when a host starts; retry it then", (await test.RunAsync("retry", id)).Text);
    }

    [Fact]
    public async Task Resume_OfAJobThatWasNotPaused_SaysSo()
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        var id = await test.SubmitAsync();
        var run = await test.RunAsync("resume", id);
        Assert.Equal((0, $"{id}  was not paused"), (run.ExitCode, run.Text));
        await test.RunAsync("pause", id);
        Assert.Equal($"{id}  resumed", (await test.RunAsync("resume", id)).Text);
    }

    [Fact]
    public async Task Resume_OfAParkedJob_SaysWhyItDoesNotMove()
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        var id = Assert.Single((await test.RunAsync("submit", "gat")).Lines);
        await test.StartHostAsync();
        while (!(await test.RunAsync("list")).Text.Contains("Parked", StringComparison.Ordinal))
        {
            // The host comes to it in its own time.
        }

        Assert.StartsWith($"{id}  was not paused, but is parked: No class named 'gat'", (await test.RunAsync("resume", id)).Text, StringComparison.Ordinal);
        await test.StopHostAsync();
        Assert.EndsWith($"(what to do: jobs show {id})", (await test.RunAsync("resume", id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_WithNoHost_OfANameThatTheStoreDoesNotKnow_AsksBack_AndStoresIt()
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        Assert.DoesNotContain("This store had no job", (await test.RunAsync("submit", "gate")).Errors, StringComparison.Ordinal); // Nobody knows another name yet.
        var run = await test.RunAsync("submit", "gats");
        Assert.Equal(0, run.ExitCode);
        var id = Assert.Single(run.Lines);
        Assert.Contains($"This store had no job named 'gats' yet; did you mean 'gate'? If so: jobs cancel {id}, and submit it again.", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("This store had no job", (await test.RunAsync("submit", "gate")).Errors, StringComparison.Ordinal);
        Assert.Contains("This store had no job named 'report' yet.", (await test.RunAsync("submit", "report")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfANameOrParentThatIsNotThere_SaysSo()
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        var id = await test.SubmitAsync();
        var run = await test.RunAsync("list", "--name", "gats");
        Assert.Equal((0, "No jobs."), (run.ExitCode, run.Text));
        Assert.Contains("No job of this store has the name 'gats'; names are case-sensitive. Did you mean 'gate'?", run.Errors, StringComparison.Ordinal);
        Assert.StartsWith("The parent 12 is unknown here", (await test.RunAsync("list", "--parent", "12")).Errors, StringComparison.Ordinal);
        Assert.Equal("", (await test.RunAsync("list", "--name", "gate", "--status", "Failed")).Errors);
        Assert.Equal("", (await test.RunAsync("list", "--parent", id)).Errors);
    }

    [Fact]
    public async Task List_OfAJobThatTookItsHostWithIt_CountsTheCrashes()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var id = await test.SubmitAsync("--key", "k");
        await test.HearAsync($"runs {id}");
        test.Host.Kill();
        test.Host.WaitForExit();
        await test.StartHostAsync();
        Assert.EndsWith("crashes 1, key k", (await test.RunAsync("list")).Lines[1], StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Doctor_WhenTheHostIsSilent_DoesNotSayThatAJobMayStart()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var id = await test.SubmitAsync();
        await test.HearAsync($"runs {id}");
        Signal.Freeze(test.Host.Id);
        var doctor = await test.RunAsync("doctor", "--wait-for-owner", "0.5");
        Signal.Thaw(test.Host.Id);
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains($"{id}  gate  Ready  It waits for its host, which owns the store and does not answer", doctor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OfAnEmptyFile_SaysWhatToDo()
    {
        await using var test = new CliTest();
        await File.WriteAllTextAsync(test.StoreFile, "");
        var doctor = await test.RunAsync("doctor");
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("Start the host, or give the path that it gives to UseSqlite.", doctor.Text, StringComparison.Ordinal);
    }
}
