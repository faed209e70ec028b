using Jobs.Cli.Tests.Kit;

namespace Jobs.Cli.Tests;

/// <summary>The doctor beside a host, and on a store at rest.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task Doctor_OfAStoreThatIsWell_ExplainsWhatDoesNotMove_AndLeavesOutWhatRuns()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var running = await test.SubmitAsync();
        var later = await test.SubmitAsync("--due", "+2h");
        var paused = await test.SubmitAsync("--due", "+2h");
        await test.HearAsync($"runs {running}");
        await test.RunAsync("pause", paused);

        var doctor = await test.RunAsync("doctor");
        Assert.Equal(0, doctor.ExitCode);
        Assert.Contains("all well", doctor.Text, StringComparison.Ordinal);
        Assert.Contains($"{later}  gate  NotDue", doctor.Text, StringComparison.Ordinal);
        Assert.Contains($"{paused}  gate  Paused", doctor.Text, StringComparison.Ordinal);
        Assert.Contains($"jobs resume {paused}", doctor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(running, doctor.Text, StringComparison.Ordinal);

        await test.StopHostAsync();
        Assert.StartsWith("owner     none; the last was ", (await test.RunAsync("doctor")).Lines[1], StringComparison.Ordinal);
        var waiting = (await test.RunAsync("doctor", "--json")).Json.GetProperty("waiting").EnumerateArray().ToList();
        Assert.Equal([running, later, paused], waiting.Select(w => w.GetProperty("id").GetString()));
        Assert.Equal("No host runs; it starts with the next one.", waiting[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Doctor_OfAFileThatIsNoStore_SaysSo_AndLeavesItAsItIs()
    {
        await using var test = new CliTest();
        await File.WriteAllTextAsync(test.StoreFile, "this is a letter, and not a database at all");
        var doctor = await test.RunAsync("doctor");
        Assert.Equal(3, doctor.ExitCode);
        Assert.Contains("no SQLite database", doctor.Errors, StringComparison.Ordinal);
        Assert.Equal("this is a letter, and not a database at all", await File.ReadAllTextAsync(test.StoreFile));
        Assert.Single(Directory.EnumerateFileSystemEntries(test.Folder));
    }
}
