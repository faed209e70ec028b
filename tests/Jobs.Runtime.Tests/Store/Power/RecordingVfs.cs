using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Jobs.Runtime.Tests.Store.Power;

/// <summary>
/// A VFS of SQLite that does what the system's own does, and writes down what reaches the disk below a folder: writes,
/// truncations, syncs, files made and deleted. Opened by name, so that other tests' connections do not pass through it.
/// </summary>
/// <remarks>
/// It is the system's VFS with another open and delete, and its files are the system's with another write, truncate, sync
/// and close: the tables of functions are copied, for SQLite's own functions look at nothing but the rest of the structures.
/// </remarks>
internal static unsafe partial class RecordingVfs
{
    /// <summary>What a connection is opened with.</summary>
    public const string Name = "jobs-recording";

    private const string Library = "e_sqlite3";
    private const int Pointer = 8; // On every 64-bit system the tables are laid out alike.
    private const int VfsBytes = 168;
    private const int VfsName = 24;
    private const int VfsOpen = 40;
    private const int VfsDelete = 48;
    private const int FileTableBytes = 152;
    private const int FileClose = 8;
    private const int FileWrite = 24;
    private const int FileTruncate = 32;
    private const int FileSync = 40;
    private const int OpenCreates = 0x4;
    private const int OpenJournalOrWal = 0x800 | 0x4000 | 0x80000; // MAIN_JOURNAL, SUPER_JOURNAL, WAL

    private static readonly ConcurrentDictionary<string, DiskLog> s_logs = new();
    private static readonly ConcurrentDictionary<nint, OpenFile> s_files = new();
    private static readonly ConcurrentDictionary<nint, nint> s_tables = new(); // The system's table of functions, and our copy.
    private static readonly nint s_system = Register();

    /// <summary>Records from now on what happens to files in a folder.</summary>
    public static DiskLog Record(string folder)
    {
        Assert.NotEqual(0, s_system);
        return s_logs.GetOrAdd(folder, _ => new DiskLog());
    }

    private static nint Register()
    {
        SQLitePCL.Batteries_V2.Init();
        var system = Find(null);
        var ours = (nint)NativeMemory.AllocZeroed(VfsBytes);
        Buffer.MemoryCopy((void*)system, (void*)ours, VfsBytes, VfsBytes);
        *(nint*)(ours + VfsName) = Marshal.StringToCoTaskMemUTF8(Name);
        *(nint*)(ours + VfsOpen) = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, nint, int, int*, int>)&Open;
        *(nint*)(ours + VfsDelete) = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, int, int>)&Delete;
        Assert.Equal((Pointer, 0), (sizeof(nint), Add(ours, 0)));
        return system;
    }

    // SQLite forgets a folder's sync for a journal or WAL that it may have made until the first sync of that file.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(nint vfs, byte* path, nint file, int flags, int* outFlags)
    {
        var code = ((delegate* unmanaged[Cdecl]<nint, byte*, nint, int, int*, int>)(*(nint*)(s_system + VfsOpen)))(vfs, path, file, flags, outFlags);
        if (code != 0 || path == null) return code;
        var full = Marshal.PtrToStringUTF8((nint)path)!;
        if (!s_logs.TryGetValue(Path.GetDirectoryName(full)!, out var log)) return code;

        var table = *(nint*)file;
        var owesFolder = (flags & OpenCreates) != 0 && (flags & OpenJournalOrWal) != 0;
        s_files[file] = new OpenFile(log, log.Open(Path.GetFileName(full)), table) { OwesFolder = owesFolder };
        *(nint*)file = s_tables.GetOrAdd(table, MakeTable);
        return code;
    }

    private static nint MakeTable(nint system)
    {
        var ours = (nint)NativeMemory.AllocZeroed(FileTableBytes);
        Buffer.MemoryCopy((void*)system, (void*)ours, FileTableBytes, FileTableBytes);
        *(nint*)(ours + FileClose) = (nint)(delegate* unmanaged[Cdecl]<nint, int>)&Close;
        *(nint*)(ours + FileWrite) = (nint)(delegate* unmanaged[Cdecl]<nint, void*, int, long, int>)&Write;
        *(nint*)(ours + FileTruncate) = (nint)(delegate* unmanaged[Cdecl]<nint, long, int>)&Truncate;
        *(nint*)(ours + FileSync) = (nint)(delegate* unmanaged[Cdecl]<nint, int, int>)&Sync;
        return ours;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(nint vfs, byte* path, int syncsFolder)
    {
        var code = ((delegate* unmanaged[Cdecl]<nint, byte*, int, int>)(*(nint*)(s_system + VfsDelete)))(vfs, path, syncsFolder);
        var full = Marshal.PtrToStringUTF8((nint)path)!;
        if (code == 0 && s_logs.TryGetValue(Path.GetDirectoryName(full)!, out var log)) log.Delete(Path.GetFileName(full), syncsFolder != 0);
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(nint file)
    {
        s_files.TryRemove(file, out var open);
        *(nint*)file = open!.Table;
        return ((delegate* unmanaged[Cdecl]<nint, int>)(*(nint*)(open.Table + FileClose)))(file);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(nint file, void* bytes, int count, long offset)
    {
        var open = s_files[file];
        open.Log.Write(open.Number, offset, new ReadOnlySpan<byte>(bytes, count));
        return ((delegate* unmanaged[Cdecl]<nint, void*, int, long, int>)(*(nint*)(open.Table + FileWrite)))(file, bytes, count, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(nint file, long length)
    {
        var open = s_files[file];
        open.Log.Truncate(open.Number, length);
        return ((delegate* unmanaged[Cdecl]<nint, long, int>)(*(nint*)(open.Table + FileTruncate)))(file, length);
    }

    // Noted when it has returned: until then nothing is promised.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(nint file, int flags)
    {
        var open = s_files[file];
        var code = ((delegate* unmanaged[Cdecl]<nint, int, int>)(*(nint*)(open.Table + FileSync)))(file, flags);
        open.Log.Sync(open.Number, open.OwesFolder);
        open.OwesFolder = false;
        return code;
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial nint Find(string? name);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Add(nint vfs, int isDefault);

    private sealed record OpenFile(DiskLog Log, int Number, nint Table)
    {
        public bool OwesFolder { get; set; }
    }
}
