namespace Jobs.Cli.Tests.Kit;

/// <summary>A test that needs a terminal, which the program script makes.</summary>
internal sealed class TerminalFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/script";

    public TerminalFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Program)) Skip = $"Needs {Program} of util-linux, which runs a program on a terminal.";
    }
}
