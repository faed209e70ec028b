using System.Text.Json;
using Jobs.Crash.Tests.Kit;
using Jobs.Crash.Worker;
using Jobs.Integration.Tests.Kit;

namespace Jobs.Cli.Tests.Kit;

/// <summary>The tool as a user has it: a process, with what it printed and its exit; and a host that is one, too.</summary>
public sealed class CliTest : IAsyncDisposable
{
    private readonly TestStore _store = new();
    private ChildProcess? _host;

    public string StoreFile => _store.File;

    public string Folder => _store.Folder;

    internal ChildProcess Host => _host ?? throw new InvalidOperationException("No host runs.");

    /// <summary>Starts a host of the store that knows the worker's jobs.</summary>
    public async Task StartHostAsync()
    {
        _host = ChildProcess.Start("Jobs.Crash.Worker", "host", _store.File);
        await HearAsync("ready");
    }

    /// <summary>Stops it cleanly: what runs is interrupted at once.</summary>
    public async Task StopHostAsync()
    {
        if (_host is null) return;
        _host.Input.Close();
        await _host.ExitCodeAsync();
        _host.Dispose();
        _host = null;
    }

    /// <summary>Makes the store, and leaves it at rest.</summary>
    public async Task MakeStoreAsync()
    {
        await StartHostAsync();
        await StopHostAsync();
    }

    public Task HearAsync(string wanted) => HearAsync(Host, wanted);

    internal static async Task HearAsync(ChildProcess process, string wanted)
    {
        while (await process.ReadLineAsync() is { } line)
        {
            if (line.Contains(wanted, StringComparison.Ordinal)) return;
        }

        Assert.Fail($"The process ended before it said '{wanted}': {await process.ErrorsAsync}");
    }

    internal ChildProcess Begin(params string[] arguments) => ChildProcess.Start("jobs", [.. arguments, "--store", _store.File]);

    /// <summary>The same on a terminal of its own, with the exit code of the tool.</summary>
    internal ChildProcess BeginOnTerminal(params string[] arguments) => ChildProcess.Run(
        TerminalFactAttribute.Program, "-qefc", string.Join(' ', [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "jobs.dll"), .. arguments, "--store", _store.File]), "/dev/null");

    /// <summary>Runs the tool to its end.</summary>
    internal async Task<CliRun> RunAsync(params string[] arguments)
    {
        using var process = Begin(arguments);
        var lines = new List<string>();
        while (await process.ReadLineAsync() is { } line) lines.Add(line);
        return new CliRun(await process.ExitCodeAsync(), lines, await process.ErrorsAsync);
    }

    /// <summary>Submits a gate job by the tool, and tells its id.</summary>
    public async Task<string> SubmitAsync(params string[] more) => Assert.Single((await RunAsync(["submit", "gate", .. more])).Lines);

    public async ValueTask DisposeAsync()
    {
        await StopHostAsync();
        _store.Dispose();
    }
}

/// <summary>One run of the tool.</summary>
internal sealed record CliRun(int ExitCode, IReadOnlyList<string> Lines, string Errors)
{
    public string Text => string.Join("\n", Lines);

    public JsonElement Json => JsonDocument.Parse(Assert.Single(Lines)).RootElement;
}
