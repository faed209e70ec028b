using Jobs.Cli.Tests.Kit;
using Jobs.Crash.Tests.Kit;
using SQLitePCL;

namespace Jobs.Cli.Tests;

/// <summary>A path that leads to something else than a store is told so, and nothing is made beside it.</summary>
public sealed class WrongFileTests
{
    [Theory]
    [InlineData("text", "it is no SQLite database")]
    [InlineData("folder", "it is a folder")]
    [InlineData("foreign", "it is a SQLite database of another program")]
    public async Task Command_OnWhatIsNoStore_SaysWhatItIs_AndLeavesNothingBesideIt(string kind, string expected)
    {
        await using var test = new CliTest();
        if (kind == "text") await File.WriteAllTextAsync(test.StoreFile, "this is a letter, and not a database at all");
        if (kind == "folder") Directory.CreateDirectory(test.StoreFile);
        if (kind == "foreign")
        {
            Batteries_V2.Init();
            Assert.Equal(0, raw.sqlite3_open(test.StoreFile, out var theirs));
            Assert.Equal(0, raw.sqlite3_exec(theirs, "PRAGMA journal_mode = WAL; CREATE TABLE theirs(x)"));
            theirs.Dispose();
        }

        foreach (var command in new string[][] { ["list"], ["doctor"], ["submit", "gate"], ["take-over", "--yes"] })
        {
            var run = await test.RunAsync(command);
            Assert.Equal(3, run.ExitCode);
            Assert.Contains($"'{test.StoreFile}' is not a store of Jobs: {expected}", run.Errors, StringComparison.Ordinal);
            Assert.Contains("--store", run.Errors, StringComparison.Ordinal);
        }

        Assert.Equal([test.StoreFile], Directory.EnumerateFileSystemEntries(test.Folder));
    }

    [Fact]
    public async Task Command_OnADevice_SaysSo()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var tool = ChildProcess.Start("jobs", "list", "--store", "/dev/null");
        Assert.Equal(3, await tool.ExitCodeAsync());
        Assert.Contains("'/dev/null' is not a store of Jobs: it is a device", await tool.ErrorsAsync, StringComparison.Ordinal);
        Assert.False(File.Exists("/dev/null.owner"));
    }
}
