using System.Text.Json;
using Jobs.Cli.Tests.Kit;
using Jobs.Remote.Tests.Kit;
using Jobs.Runtime.Tests.Store;

namespace Jobs.Cli.Tests;

/// <summary>The tool beside a host that runs.</summary>
public sealed class RunningStoreTests
{
    [Fact]
    public async Task Submit_RunsTheJob_AndTellsItsId()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var submit = await test.RunAsync("submit", "gate", "--input", """{"Number": 5}""", "--key", "k", "--tag", "a=b", "--priority", "High", "--json");
        Assert.Equal(0, submit.ExitCode);
        Assert.True(submit.Json.GetProperty("checked").GetBoolean());
        var id = submit.Json.GetProperty("id").GetString()!;
        await test.HearAsync($"runs {id}");

        var show = (await test.RunAsync("show", id, "--json")).Json;
        Assert.Equal(("gate", "Running", "High", "k", "b"), (Text("name"), Text("status"), Text("priority"), Text("key"), show.GetProperty("tags").GetProperty("a").GetString()));

        await test.Host.Input.WriteLineAsync("open");
        Assert.Equal(0, (await test.RunAsync("tail", id)).ExitCode);
        show = (await test.RunAsync("show", id, "--json")).Json;
        Assert.Equal(5, show.GetProperty("result").GetInt32());
        Assert.Equal("waits at the gate", show.GetProperty("log")[0].GetProperty("text").GetString());

        string? Text(string member) => show.GetProperty(member).GetString();
    }

    [Fact]
    public async Task List_ShowsWhatRuns_AndFilters()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var (first, second) = (await test.SubmitAsync("--tag", "a=1"), await test.SubmitAsync("--tag", "a=2"));
        await test.HearAsync($"runs {second}");

        var list = await test.RunAsync("list");
        Assert.Equal(3, list.Lines.Count);
        Assert.StartsWith("               JOB  NAME  STATUS", list.Lines[0], StringComparison.Ordinal);
        Assert.Contains($"{second}  gate  Running", list.Lines[1], StringComparison.Ordinal);
        Assert.Equal(first, Assert.Single((await test.RunAsync("list", "--tag", "a=1", "--json")).Json.GetProperty("jobs").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("No jobs.", (await test.RunAsync("list", "--status", "Failed")).Text);
    }

    [Fact]
    public async Task List_AndShow_OfAJobThatSleeps_SayWhenItWakes()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var id = Assert.Single((await test.RunAsync("submit", "nap")).Lines);
        await test.HearAsync($"runs {id}");
        CliRun list;
        while (!(list = await test.RunAsync("list")).Text.Contains("Sleeping", StringComparison.Ordinal))
        {
            // It says that it runs a moment before.
        }

        var show = (await test.RunAsync("show", id, "--json")).Json;
        var wakes = show.GetProperty("dueAt").GetDateTimeOffset();
        Assert.InRange(wakes - show.GetProperty("submittedAt").GetDateTimeOffset(), TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        Assert.EndsWith($"wakes {wakes.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z", list.Text, StringComparison.Ordinal);
        Assert.Contains($"wakes      {wakes.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z", (await test.RunAsync("show", id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tail_WhenTheHostGoes_SaysSo_BeforeAnotherComes()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var id = await test.SubmitAsync();
        await test.HearAsync($"runs {id}");
        using var tail = test.Begin("tail", id);
        Assert.Equal($"{id}  gate  Running", await tail.ReadLineAsync());
        await tail.ReadLineAsync();
        await test.StopHostAsync();
        await CliTest.HearAsync(tail, "… the host is gone; what happens until the next one answers is not shown");
    }

    [Fact]
    public async Task Failure_IsToldWithHowToRunTheJobAgain()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var id = Assert.Single((await test.RunAsync("submit", "flaky", "--input", """{"Count": 1}""", "--attempts", "1")).Lines);
        var tail = await test.RunAsync("tail", id);
        Assert.Equal(1, tail.ExitCode);
        Assert.EndsWith($" (again: jobs retry {id})", tail.Lines[^1], StringComparison.Ordinal);
        Assert.EndsWith($" (again: jobs retry {id})", (await test.RunAsync("list")).Text, StringComparison.Ordinal);
        var show = (await test.RunAsync("show", id)).Text;
        Assert.Contains($"again      jobs retry {id}", show, StringComparison.Ordinal);
        Assert.Contains($"stack      jobs show {id} --verbose", show, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", show, StringComparison.Ordinal);
        Assert.Contains("   at ", (await test.RunAsync("show", id, "--verbose")).Text, StringComparison.Ordinal);
        var made = (await test.RunAsync("retry", id)).Text.Split(' ')[^1];
        Assert.Contains($" (retried as {made})", (await test.RunAsync("list")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_TellWhatTheyCameTo_AndTheExitSaysWhetherAllWereDone()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var id = await test.SubmitAsync();
        await test.HearAsync($"runs {id}");
        Assert.Equal((0, $"{id}  paused"), Of(await test.RunAsync("pause", id)));
        Assert.Equal((0, $"{id}  resumed"), Of(await test.RunAsync("resume", id)));
        Assert.Equal((0, $"{id}  cancelled"), Of(await test.RunAsync("cancel", id)));
        Assert.Equal(1, (await test.RunAsync("tail", id)).ExitCode);
        var late = await test.RunAsync("cancel", id, "5");
        Assert.Equal(1, late.ExitCode);
        Assert.Contains("has ended", late.Lines[0], StringComparison.Ordinal);
        Assert.Contains("unknown here: it was never submitted to this store, or its history was removed by retention", late.Lines[1], StringComparison.Ordinal);
        Assert.Contains("'jobs list'", late.Lines[1], StringComparison.Ordinal);

        static (int, string) Of(CliRun run) => (run.ExitCode, run.Text);
    }

    [Fact]
    public async Task Tail_WhenItIsNoTerminal_PrintsPlainLines_UntilTheJobEnds()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var id = await test.SubmitAsync();
        await test.HearAsync($"runs {id}");
        using var tail = test.Begin("tail", id);
        Assert.Equal($"{id}  gate  Running", await tail.ReadLineAsync());
        Assert.Equal($"{id}  gate  [######..................] 25%  1 of 4  at the gate", await tail.ReadLineAsync());
        await test.Host.Input.WriteLineAsync("open");
        Assert.Equal($"{id}  gate  Completed", await tail.ReadLineAsync());
        Assert.Null(await tail.ReadLineAsync());
        Assert.Equal(0, await tail.ExitCodeAsync());
    }

    [Fact]
    public async Task Tail_OfAJobThatIsPaused_SaysPaused_AndHowItGoesOn()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var id = Assert.Single((await test.RunAsync("submit", "nap")).Lines);
        await test.HearAsync($"runs {id}");
        using var tail = test.Begin("tail", id);
        var heard = NextInterruptionAsync();

        // The subscription stands at a moment that nobody tells: it is paused until that is seen.
        while (!heard.IsCompleted)
        {
            await test.RunAsync("pause", id);
            await test.RunAsync("resume", id);
        }

        Assert.Equal($"{id}  nap  Paused (let it go on: jobs resume {id})", await heard);

        async Task<string?> NextInterruptionAsync()
        {
            string? line;
            do line = await tail.ReadLineAsync();
            while (line is not null && !line.Contains("Interrupted", StringComparison.Ordinal) && !line.Contains("Paused", StringComparison.Ordinal));
            return line;
        }
    }

    [Fact]
    public async Task Tail_OfAllJobs_PrintsAJsonObjectForEachEvent()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        using var tail = test.Begin("tail", "--json");
        var line = tail.ReadLineAsync();

        // The subscription stands at a moment that nobody tells: jobs come until one is seen.
        while (!line.IsCompleted) await test.RunAsync("submit", "sum", "--input", """{"Count": 1, "Seed": 1}""");
        var seen = JsonDocument.Parse((await line)!).RootElement;
        Assert.Contains(seen.GetProperty("event").GetString(), (string[])["Submitted", "Started", "Ended"]);
        Assert.Equal("sum", seen.GetProperty("name").GetString());
    }

    [LinuxFact]
    public async Task Tail_InterruptedByCtrlC_ExitsAsInterrupted()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var id = await test.SubmitAsync();
        await test.HearAsync($"runs {id}");
        using var tail = test.Begin("tail", id);
        Assert.Equal($"{id}  gate  Running", await tail.ReadLineAsync());
        Signal.Interrupt(tail.Id);
        Assert.Equal(130, await tail.ExitCodeAsync());
        Assert.Equal("", await tail.ErrorsAsync);
    }

    [LinuxFact]
    public async Task TakeOver_IsRefusedOfAHostThatAnswers_AsksFirst_AndFreesTheStoreOfOneThatIsStopped()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var id = await test.SubmitAsync();
        await test.HearAsync($"runs {id}");
        var run = await test.RunAsync("take-over", "--yes");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"it answers. End it, and it leaves everything in order: kill {test.Host.Id}", run.Errors, StringComparison.Ordinal);

        Signal.Freeze(test.Host.Id);
        run = await test.RunAsync("take-over", "--wait-for-owner", "0.5"); // Its input is no terminal: nobody would read whom it is taken from.
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"(pid {test.Host.Id}) without being asked, add --yes", run.Errors, StringComparison.Ordinal);
        while ((run = await test.RunAsync("take-over", "--wait-for-owner", "0.5", "--yes", "--json")).ExitCode == 3)
        {
            // It was stopped while it wrote, as a host does now and then by itself.
            Assert.Contains($"kill -9 {test.Host.Id}", run.Text, StringComparison.Ordinal);
            Signal.Thaw(test.Host.Id);
            Signal.Freeze(test.Host.Id);
        }

        Assert.Equal(0, run.ExitCode);
        Assert.Equal((true, test.Host.Id), (run.Json.GetProperty("taken").GetBoolean(), run.Json.GetProperty("pid").GetInt32()));
        Assert.Equal("Nobody owns the store: start a host.", (await test.RunAsync("take-over")).Text);
        Assert.Contains($"{id}  gate  Ready", (await test.RunAsync("list")).Text, StringComparison.Ordinal);

        Signal.Thaw(test.Host.Id);
        Assert.Equal(3, await test.Host.ExitCodeAsync());
        Assert.Contains("does not own", await test.Host.ErrorsAsync, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_NameTheOwner_AndCountItsJobs()
    {
        await using var test = new CliTest();
        await test.StartHostAsync();
        var id = await test.SubmitAsync();
        await test.HearAsync($"runs {id}");
        var stats = (await test.RunAsync("stats", "--json")).Json;
        Assert.Contains($"pid {test.Host.Id}", stats.GetProperty("owner").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, stats.GetProperty("counts").GetProperty("Running").GetInt64());
        Assert.Contains("gate", (await test.RunAsync("stats")).Text, StringComparison.Ordinal);
    }
}
