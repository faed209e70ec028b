using Jobs.Crash.Tests.Kit;

namespace Jobs.Crash.Tests;

/// <summary>A job that kills its process.</summary>
public sealed class PoisonTests
{
    // Five crashes make it a suspect, one more alone convicts it; the rest is room for crashes that hit others first.
    private const int LivesMax = 20;

    [Theory]
    [InlineData("kill")]
    [InlineData("fail-fast")]
    public async Task Job_WhenItsFirstStatementKillsTheProcess_IsQuarantinedAndItsNeighboursComplete(string way)
    {
        using var folder = new ScratchFolder();
        var store = folder["poison.db"];
        var ends = new Dictionary<string, string>();
        string? poison = null;
        var survived = false;
        for (var life = 1; !survived; life++)
        {
            Assert.True(life <= LivesMax, $"It still killed its process in life {LivesMax}.");
            using var worker = ChildProcess.Start("Jobs.Crash.Worker", "poison", store, way);
            while (await worker.ReadLineAsync() is { } line)
            {
                if (line.Split(' ') is ["submitted", "poison", var id]) poison = id;
                if (line.Split(' ') is ["final", var ended, var status, ..]) ends[ended] = status;
                survived |= line == "drained";
            }

            if (survived) Assert.True(await worker.ExitCodeAsync() == 0, await worker.ErrorsAsync);
        }

        Assert.Equal(51, ends.Count);
        Assert.Equal("Quarantined", ends[poison!]);
        Assert.Equal(50, ends.Values.Count(s => s == "Completed"));
        Assert.Equal("ok", StoreFile.CheckIntegrity(store));
        folder.Passed();
    }
}
