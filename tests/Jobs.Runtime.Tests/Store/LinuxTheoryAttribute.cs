namespace Jobs.Runtime.Tests.Store;

/// <summary>A claim about what only Linux allows or tells: a locked file removed, the number of a file's names.</summary>
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "Linux only.";
    }
}
