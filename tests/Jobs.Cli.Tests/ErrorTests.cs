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
    [InlineData(1, "show", "5")]
    [InlineData(1, "tail", "5")]
    [InlineData(3, "submit", "gate", "--input", "@nowhere.json")]
    public async Task Exit_TellsTheKindOfError(int code, params string[] arguments)
    {
        await using var test = new CliTest();
        await test.MakeStoreAsync();
        var run = await test.RunAsync(arguments);
        Assert.Equal(code, run.ExitCode);
        Assert.NotEmpty(run.Errors);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_ThatIsNotThere_IsNamed_AndNotMade()
    {
        await using var test = new CliTest();
        var run = await test.RunAsync("list");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(test.StoreFile, run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(test.Folder));
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
        run = await test.RunAsync("submit", "gates");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("family, flaky, gate, gated, poison, sum", run.Errors, StringComparison.Ordinal);
    }
}
