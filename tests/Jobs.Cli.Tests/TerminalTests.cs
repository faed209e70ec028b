using System.Text.RegularExpressions;
using Jobs.Cli.Output;
using Jobs.Cli.Tests.Kit;

namespace Jobs.Cli.Tests;

/// <summary>What tail draws on a terminal.</summary>
public sealed class TerminalTests
{
    private static readonly JobId Id = new(5);

    [Fact]
    public void Bar_IsDrawnOverTheOneBefore_AndClearedForALine()
    {
        Assert.Equal(
            "\r5  copy  [######..................] 25%  1 of 4  read" +
            "\r5  copy  [############............] 50%  2 of 4      " +
            $"\r{new string(' ', "5  copy  [############............] 50%  2 of 4".Length)}\r5  copy  Completed\n",
            Drawn(80, Progress(1, "read"), Progress(2, null), Ended()));
    }

    [Fact]
    public void Bar_IsCutWhereTheTerminalEnds_SoThatItCanBeDrawnOver()
    {
        var drawn = Drawn(30, Progress(1, "a phase of many words"));
        Assert.Equal("\r5  copy  [######............…", drawn);
        Assert.True(drawn.Length - 1 < 30);
    }

    [Fact]
    public void Bar_ThatIsStillThere_IsLeftAboveWhatFollows()
    {
        Assert.EndsWith("2 of 4", Drawn(80, Progress(2, null)), StringComparison.Ordinal);
        Assert.EndsWith("2 of 4\n", Drawn(80, isEnded: true, Progress(2, null)), StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_OfAJob_DoNotMoveTheCursor()
    {
        var drawn = Drawn(200, Progress(1, null, "\u001b[2J\r\nowned"));
        Assert.DoesNotContain('\u001b', drawn);
        Assert.DoesNotContain('\n', drawn);
        Assert.Equal(0, drawn.LastIndexOf('\r'));
    }

    [TerminalFact]
    public async Task Tail_OnATerminal_DrawsABar_AndItsJobsEndOnALineOfItsOwn()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var id = await test.SubmitAsync();
        await test.HearAsync($"runs {id}");

        // Progress is told a moment later, and a bar ends no line that could be waited for: it is to be there when tail begins.
        while (!(await test.RunAsync("show", id, "--json")).Json.TryGetProperty("progress", out _))
        {
        }

        using var tail = test.BeginOnTerminal("tail", id);
        Assert.Equal($"{id}  gate  Running", Plain((await tail.ReadLineAsync())!));
        await test.Host.Input.WriteLineAsync("open");

        // Lines are read by what ends them, and a carriage return does as well.
        var drawn = new List<string>();
        while (await tail.ReadLineAsync() is { } line) drawn.Add(Plain(line));
        Assert.Contains($"{id}  gate  [######..................] 25%  1 of 4  at the gate", drawn);
        Assert.Equal($"{id}  gate  Completed", drawn.Last(l => l.Length > 0));
        Assert.Equal(0, await tail.ExitCodeAsync());
    }

    // The console of .NET tells the terminal how its keys are to speak.
    private static string Plain(string line) => Regex.Replace(line, "\u001b(\\[[0-9?;]*[a-z]|[=>])", "").TrimEnd();

    private static string Drawn(int columns, params JobEvent[] events) => Drawn(columns, isEnded: false, events);

    private static string Drawn(int columns, bool isEnded, params JobEvent[] events)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var lines = new EventLines(new Printer(output, output, isJson: false, columns));
        foreach (var notice in events) lines.Write(notice);
        if (isEnded) lines.End();
        return output.ToString();
    }

    private static JobEvent Progress(int completed, string? phase, string? message = null) => new()
    {
        Kind = JobEventKind.Progressed, Id = Id, JobName = "copy", Status = JobStatus.Running,
        Progress = new JobProgress { Completed = completed, Total = 4, Phase = phase, Message = message },
    };

    private static JobEvent Ended() => new() { Kind = JobEventKind.Ended, Id = Id, JobName = "copy", Status = JobStatus.Completed };
}
