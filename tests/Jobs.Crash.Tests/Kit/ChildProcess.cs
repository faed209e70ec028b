using System.Diagnostics;
using System.Threading.Channels;

namespace Jobs.Crash.Tests.Kit;

/// <summary>A program of this repository as a process of its own, whose lines are read as they come.</summary>
internal sealed class ChildProcess : IDisposable
{
    // Turns a hang into a failed test; nothing passes because of it.
    private static readonly TimeSpan HangAfter = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(); // As bounded as the child's life is.
    private readonly Task _reading;
    private readonly Task<string> _errors;

    private ChildProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public StreamWriter Input => _process.StandardInput;

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    /// <summary>What it wrote to standard error. Complete when it has ended.</summary>
    public Task<string> ErrorsAsync => _errors;

    /// <summary>Starts a program that lies beside this assembly.</summary>
    public static ChildProcess Start(string program, params string[] arguments) => Start([], program, arguments);

    /// <summary>Starts a program that lies beside this assembly, by a command that becomes it, such as nsenter.</summary>
    public static ChildProcess Start(IEnumerable<string> by, string program, params string[] arguments) => Run(
        [.. by, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), .. arguments]);

    /// <summary>Starts any program.</summary>
    public static ChildProcess Run(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start."));
    }

    /// <summary>The next line, or null when it has ended and all lines were read.</summary>
    public async Task<string?> ReadLineAsync()
    {
        using var guard = new CancellationTokenSource(HangAfter);
        try
        {
            while (await _lines.Reader.WaitToReadAsync(guard.Token))
            {
                if (_lines.Reader.TryRead(out var line)) return line;
            }

            return null;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The child process said nothing for {HangAfter.TotalMinutes} minutes.");
        }
    }

    /// <summary>kill -9. What it wrote before can still be read.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Its exit code, when it has ended.</summary>
    public async Task<int> ExitCodeAsync()
    {
        using var guard = new CancellationTokenSource(HangAfter);
        await _process.WaitForExitAsync(guard.Token);
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>Waits for its end, after a kill.</summary>
    public void WaitForExit() => _process.WaitForExit((int)HangAfter.TotalMilliseconds);

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line) _lines.Writer.TryWrite(line);
        _lines.Writer.Complete();
    }
}
