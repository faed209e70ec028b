using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Jobs.Store;

/// <summary>
/// Which file a path names, whatever it is called, and by how many names it goes. Known on Linux, where the layout of statx
/// is the same on every processor; elsewhere unknown, and the owner's card and the epoch in the store stand alone.
/// </summary>
internal readonly partial record struct FileIdentity(ulong Inode, uint DeviceMajor, uint DeviceMinor, uint LinkCount)
{
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int CurrentDirectory = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;

    /// <summary>Whether it is a file, and no folder, device or pipe.</summary>
    public bool IsRegular { get; private init; }

    /// <summary>The number of the user whose it is.</summary>
    public uint User { get; private init; }

    /// <summary>The identity of what a path names, or null when it is unknown.</summary>
    public static FileIdentity? Of(string path) => Of(CurrentDirectory, path, flags: 0);

    /// <summary>The identity of an open file, whatever its path names by now.</summary>
    public static FileIdentity? Of(SafeFileHandle file) => Of((int)file.DangerousGetHandle(), "", EmptyPath);

    private static FileIdentity? Of(int directory, string path, int flags)
    {
        if (!OperatingSystem.IsLinux()) return null;

        try
        {
            return Statx(directory, path, flags, BasicStats, out var status) == 0
                ? new FileIdentity(status.Inode, status.DeviceMajor, status.DeviceMinor, status.LinkCount) { IsRegular = (status.Mode & TypeMask) == RegularType, User = status.User }
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // A C library of before 2018.
        }
    }

    /// <summary>Whether two paths name one file; the number of its names may change meanwhile.</summary>
    public bool Equals(FileIdentity other) =>
        Inode == other.Inode && DeviceMajor == other.DeviceMajor && DeviceMinor == other.DeviceMinor;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Inode, DeviceMajor, DeviceMinor);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out Status status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(16)]
        public uint LinkCount;

        [FieldOffset(20)]
        public uint User;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
