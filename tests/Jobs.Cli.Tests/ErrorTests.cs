using Jobs.Cli.Tests.Kit;

namespace Jobs.Cli.Tests;

/// <summary>Each error names the remedy, and each kind has an exit of its own.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData(2, "list", "frob")]
    [InlineData(2, "frob")]
    [InlineData(2, "show", "abc")]
    [InlineData(2, "cancel")]
    [InlineData(2, "list", "--limit", "0")]
    [InlineData(2, "list", "--status", "Sleepy")]
    [InlineData(2, "list", "--tag", "nothing")]
    [InlineData(2, "stats", "--wait-for-owner", "0")]
    [InlineData(2, "submit", "gate", "--input", "[]")]
    [InlineData(2, "submit", "gate", "--due", "yesterday-ish")]
    [InlineData(2, "submit", "gate", "--timeout", "soon")]
    [InlineData(2, "submit", "gate", "--attempts", "0")]
    [InlineData(2, "submit", "gate", "--attempts", "many")]
    [InlineData(2, "list", "--wait-for-owner", "x")]
    [InlineData(2, "list", "--limit", "many")]
    [InlineData(2, "retry", "--status", "42")]
    [InlineData(2, "retry", "--status", "Running")]
    [InlineData(2, "list", "--store", "")]
    [InlineData(1, "show", "5")]
    [InlineData(1, "tail", "5")]
    [InlineData(1, "retry", "--status", "Failed", "--name", "gates")]
    [InlineData(2, "submit", "gate", "--input", "@nowhere.json")]
    public async Task Exit_TellsTheKindOfError(int code, params string[] arguments)
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        var run = await test.RunAsync(arguments);
        Assert.Equal(code, run.ExitCode);
        Assert.NotEmpty(run.Errors);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jobs: 'abc' is not a job id: expected a positive decimal number, as 'jobs list' shows them. 'jobs show --help' tells what it takes.", "show", "abc")]
    [InlineData("jobs: '-5' is not a job id: expected a positive decimal number, as 'jobs list' shows them. 'jobs list --help' tells what it takes.", "list", "--parent", "-5")]
    [InlineData("jobs: Unrecognized command or argument 'frob'. 'jobs --help' tells what it takes.", "frob")]
    [InlineData("jobs: Unrecognized command or argument 'lst'. Did you mean 'list'? 'jobs --help' tells what it takes.", "lst")]
    [InlineData("jobs: Unrecognized command or argument '--limt=5'. Did you mean '--limit'? 'jobs list --help' tells what it takes.", "list", "--limt=5")]
    [InlineData("jobs: Unrecognized command or argument '--jsn'. Did you mean '--json'? 'jobs stats --help' tells what it takes.", "stats", "--jsn")]
    [InlineData("jobs: 'Quarantine' is no status: expected one of Blocked, Scheduled, Ready, Running, Suspended, Sleeping, Completed, Failed, DeadLettered, Cancelled, Expired, Quarantined, Paused, Parked. Did you mean 'Quarantined'? 'jobs list --help' tells what it takes.", "list", "--status", "Quarantine")]
    [InlineData("jobs: 'Huge' is no priority: expected one of Normal, High, Urgent, Idle, Low. 'jobs submit --help' tells what it takes.", "submit", "gate", "--priority", "Huge")]
    [InlineData("jobs: 'canceled' is no status: expected one of Failed, DeadLettered, Cancelled, Expired, Quarantined. Did you mean 'Cancelled'? 'jobs retry --help' tells what it takes.", "retry", "--status", "canceled")]
    [InlineData("jobs: --limit takes a number from 1 to 1000, not '0'. 'jobs list --help' tells what it takes.", "list", "--limit", "0")]
    [InlineData("jobs: No job 5 is known to this store: it was never submitted here, or its history was pruned. Raise JobsOptions.HistoryMaxAge to keep history longer. 'jobs list' shows those that are known.", "show", "5")]
    [InlineData("jobs: No job of this store has the name 'gates'; names are case-sensitive. 'jobs list' shows those that are there.", "retry", "--status", "Failed", "--name", "gates")]
    [InlineData("jobs: The input of job 'gate' is no JSON object, such as {\"Name\": \"value\"}: 'N' cannot stand at line 1, byte 2 (near {Number: 5}). Names and texts stand in double quotes, a comma between two members and none after the last. A shell takes double quotes away: put the whole in single quotes, --input '{\"Name\": \"value\"}', or in a file, --input @input.json", "submit", "gate", "-i", "{Number: 5}")]
    [InlineData("jobs: The input of job 'gate' is no JSON object, such as {\"Name\": \"value\"}: expected an object, found null at byte 0", "submit", "gate", "-i", "null")]
    [InlineData("jobs: --input is empty. Give it a JSON object, as in --input '{\"Name\": \"value\"}', or leave it out: then it is {}.", "submit", "gate", "--input", "")]
    [InlineData("jobs: The input 'nofile.json' is no JSON object, and looks like the path of a file. To read that: --input @nofile.json", "submit", "gate", "--input", "nofile.json")]
    [InlineData("jobs: '--yes' is no option of cancel. 'jobs cancel --help' tells what it takes.", "cancel", "--yes", "5")]
    [InlineData("jobs: --due takes a time such as 2026-05-04T03:00Z, or +90m from now (s, m, h, d), not '+soon'. 'jobs submit --help' tells what it takes.", "submit", "gate", "--due", "+soon")]
    [InlineData("jobs: --timeout takes a number and s, m, h or d, such as 90s or 2h, not 'soon'. 'jobs submit --help' tells what it takes.", "submit", "gate", "--timeout", "soon")]
    public async Task Error_IsOneLine_ThatSaysWhatToDo(string line, params string[] arguments)
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        Assert.Equal(line, (await test.RunAsync(arguments)).Errors.TrimEnd());
    }

    [Fact]
    public async Task Store_ThatIsNotThere_IsNamed_AndNotMade()
    {
        await using var test = new CliTest();
        var run = await test.RunAsync("list");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(test.StoreFile, run.Errors, StringComparison.Ordinal);
        Assert.Contains("--store", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(test.Folder));
    }

    [Fact]
    public async Task Store_ThatIsAFolder_OrAnEmptyFile_IsSaidToBe_AndLeftAsItIs()
    {
        await using var test = new CliTest();
        Directory.CreateDirectory(test.StoreFile);
        Assert.Contains("is a folder", (await test.RunAsync("list")).Errors, StringComparison.Ordinal);
        Directory.Delete(test.StoreFile);
        await File.WriteAllTextAsync(test.StoreFile, "");
        var run = await test.RunAsync("submit", "gate");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("is empty", run.Errors, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(test.StoreFile).Length);
    }

    [Fact]
    public async Task Error_WithJson_IsAnObject()
    {
        await using var test = new CliTest();
        var run = await test.RunAsync("list", "--json");
        Assert.Equal(3, run.ExitCode);
        Assert.Equal("Missing", run.Json.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Submit_OfInputThatTheClassDoesNotHave_NamesTheMember()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var run = await test.RunAsync("submit", "gate", "--input", """{"Numer": 1}""");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'Numer'", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Number", run.Errors, StringComparison.Ordinal);
        Assert.Equal(
            "jobs: The input does not fit job 'gate': at member 'Number': expected a whole number from -2147483648 to 2147483647, found 'x' at byte 11. It takes, for example: {\"Number\":1}",
            (await test.RunAsync("submit", "gate", "--input", """{"Number": "x"}""")).Errors.TrimEnd());
        Assert.Equal(
            "jobs: The input does not fit job 'sum': it has no member 'Seed', which is required. Given are: Count. Names are case-sensitive. It takes, for example: {\"Count\":1,\"Seed\":1}",
            (await test.RunAsync("submit", "sum", "--input", """{"Count": 1}""")).Errors.TrimEnd());
        Assert.Equal(
            "jobs: The input does not fit job 'sum': it has no member 'Seed', which is required. Given is 'Sed', which the class does not know. Names are case-sensitive. It takes, for example: {\"Count\":7,\"Seed\":1}",
            (await test.RunAsync("submit", "sum", "--input", """{"Count": 7, "Sed": 1}""")).Errors.TrimEnd());
        Assert.Contains("Did you mean 'Number'?", (await test.RunAsync("submit", "gate", "--input", """{"Numer": 1}""")).Errors, StringComparison.Ordinal);
        run = await test.RunAsync("submit", "gates");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Did you mean 'gate'? Known are: family, flaky, gate, gated, ", run.Errors, StringComparison.Ordinal);
    }
}
