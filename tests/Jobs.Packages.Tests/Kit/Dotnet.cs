using System.Diagnostics;
using System.Text;

namespace Jobs.Packages.Tests.Kit;

/// <summary>The SDK's own commands, as a person would type them.</summary>
internal static class Dotnet
{
    // Turns a hang into a failed test; nothing passes because of it. The first restore on a machine downloads compilers.
    private static readonly TimeSpan HangAfter = TimeSpan.FromMinutes(15);

    /// <summary>The program that runs these tests.</summary>
    public static string Program => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs one, which must succeed.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var (exitCode, output) = await TryAsync(folder, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>Runs one, whatever it comes to.</summary>
    public static async Task<(int ExitCode, string Output)> TryAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ForgetTheTestRun(start.Environment);
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var guard = new CancellationTokenSource(HangAfter);
        try
        {
            await process.WaitForExitAsync(guard.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} ran for more than {HangAfter.TotalMinutes} minutes:\n{output}");
        }

        return (process.ExitCode, output.ToString());

        void Append(string? line)
        {
            if (line is null) return;
            lock (output) output.Append(line).Append('\n');
        }
    }

    // `dotnet test` tells its children where its own MSBuild is, and CI says that it is CI: a stranger's shell has neither. No
    // build node may outlive its command, since it would hold on to the pipes.
    private static void ForgetTheTestRun(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            environment.Remove(name);
        environment.Remove("CI");
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_NOLOGO"] = "1";
    }
}
