using System.Globalization;

namespace Jobs.Crash.Tests.Kit;

/// <summary>
/// A real volume of a test's own, seen by nobody else: it is mounted in a namespace that a small process holds, and goes with
/// that process. Root needs nothing for it, another user a kernel that gives him a user namespace.
/// </summary>
internal sealed class PrivateVolume : IDisposable
{
    private static readonly bool IsRoot = Environment.IsPrivilegedProcess;

    private readonly ChildProcess _holder;

    private PrivateVolume(ChildProcess holder, string path) => (_holder, Path) = (holder, path);

    /// <summary>Where it is mounted, for the processes that are started on it.</summary>
    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    private IEnumerable<string> Inside => IsRoot
        ? ["nsenter", "--target", Id, "--mount", "--"]
        : ["nsenter", "--target", Id, "--user", "--mount", "--preserve-credentials", "--"];

    private string Id => _holder.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Mounts memory of a size on a folder.</summary>
    public static Task<PrivateVolume> OfMemoryAsync(string folder, int megabytes) => MountAsync(folder, $"mount -t tmpfs -o size={megabytes}m none '{folder}'");

    /// <summary>Mounts a new file system, of a disk that a file plays, on a folder. Root only.</summary>
    public static Task<PrivateVolume> OfDiskAsync(string folder, string image, int megabytes) => MountAsync(
        folder, $"truncate -s {megabytes}M '{image}' && mkfs.ext4 -q -F '{image}' && mount -o loop '{image}' '{folder}'");

    /// <summary>Starts a program that lies beside this assembly, on the volume.</summary>
    public ChildProcess Start(string program, params string[] arguments) => ChildProcess.Start(Inside, program, arguments);

    /// <summary>Runs a command of the shell where the volume is seen; it must succeed.</summary>
    public async Task RunAsync(string command)
    {
        using var shell = ChildProcess.Run([.. Inside, "sh", "-c", $"PATH=$PATH:/usr/sbin:/sbin; {command}"]);
        Assert.True(await shell.ExitCodeAsync() == 0, $"{command}: {await shell.ErrorsAsync}");
    }

    /// <summary>A file of the volume as this process sees it.</summary>
    public string FromHere(string name) => $"/proc/{Id}/root{this[name]}";

    public void Dispose()
    {
        // Its end is waited for: the volume's folder and image are deleted next.
        _holder.Kill();
        _holder.WaitForExit();
        _holder.Dispose();
    }

    private static async Task<PrivateVolume> MountAsync(string folder, string command)
    {
        Directory.CreateDirectory(folder);
        string[] apart = IsRoot ? ["unshare", "--mount"] : ["unshare", "--mount", "--map-root-user"];

        // It reads until this process closes its input, if only by dying: then the volume goes.
        var holder = ChildProcess.Run([.. apart, "sh", "-c", $"PATH=$PATH:/usr/sbin:/sbin; {command} && echo mounted && exec cat"]);
        if (await holder.ReadLineAsync() == "mounted") return new PrivateVolume(holder, folder);
        var errors = await holder.ErrorsAsync;
        holder.Dispose();
        throw new InvalidOperationException($"{command}: {errors}");
    }

    /// <summary>Why volumes of this kind cannot be had here, or null.</summary>
    public static string? WhyNot(bool ofDisk)
    {
        if (!OperatingSystem.IsLinux()) return "Linux only: it mounts a volume of its own.";
        if (ofDisk && !IsRoot) return "Root only: it mounts a disk of its own.";
        try
        {
            var folder = Directory.CreateTempSubdirectory("jobs-volume-");
            try
            {
                var making = ofDisk ? OfDiskAsync(folder.FullName, folder.FullName + ".img", 8) : OfMemoryAsync(folder.FullName, 1);
                making.GetAwaiter().GetResult().Dispose();
                return null;
            }
            finally
            {
                folder.Delete();
                File.Delete(folder.FullName + ".img");
            }
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"No volume of its own can be mounted here: {failure.Message}";
        }
    }
}

/// <summary>A claim about a volume of memory. Skipped, and visibly so, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MemoryVolumeFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> WhyNot = new(() => PrivateVolume.WhyNot(ofDisk: false));

    public MemoryVolumeFactAttribute() => Skip = WhyNot.Value;
}

/// <summary>A claim about a volume of a disk. Skipped, and visibly so, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DiskVolumeFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> WhyNot = new(() => PrivateVolume.WhyNot(ofDisk: true));

    public DiskVolumeFactAttribute() => Skip = WhyNot.Value;
}
