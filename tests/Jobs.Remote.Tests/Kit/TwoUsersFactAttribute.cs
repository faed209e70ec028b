namespace Jobs.Remote.Tests.Kit;

/// <summary>A test that starts a process as another user: for root alone, where that user may read the programs.</summary>
internal sealed class TwoUsersFactAttribute : FactAttribute
{
    private const string Program = "/usr/bin/setpriv";

    /// <summary>Becomes nobody, and then the program that follows.</summary>
    public static readonly string[] AsNobody = [Program, "--reuid", "65534", "--regid", "65534", "--clear-groups"];

    public TwoUsersFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists(Program)) Skip = $"Needs root on Linux, and {Program}.";
        else if (!MayEnter(AppContext.BaseDirectory)) Skip = "The programs lie where other users may not read them.";
    }

    private static bool MayEnter(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (!at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) return false;
        }

        return true;
    }
}
