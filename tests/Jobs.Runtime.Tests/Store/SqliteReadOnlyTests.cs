using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>
/// A file or folder that this process may not write: refused, with the path and the remedy, and left to the byte as it was.
/// A whole volume of that kind is in Jobs.Crash.Tests.
/// </summary>
public sealed class SqliteReadOnlyTests : IDisposable
{
    private const UnixFileMode ReadFile = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode ReadFolder = ReadFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode WriteFolder = ReadFolder | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly TemporaryFolder _folder = new();

    public SqliteReadOnlyTests()
    {
        if (!OperatingSystem.IsLinux()) return;
        SetMode(_folder.Path, WriteFolder);
        PlainUser.Run(() => Directory.CreateDirectory(Folder)); // Its own: the owner may change modes.
    }

    private string Folder => _folder.File("own");

    private string FilePath => Path.Combine(Folder, "jobs.db");

    [LinuxFact]
    public void File_ThatIsReadOnly_InAFolderThatIsNot_IsRefused() => PlainUser.Run(() =>
    {
        MakeStore(isClean: true);
        SetMode(FilePath, ReadFile);
        RefusedAndUntouched();
    });

    [LinuxFact]
    public void File_ThatIsReadOnly_AfterACrash_IsRefused_AndKeepsWhatWasAcknowledged() => PlainUser.Run(() =>
    {
        MakeStore(isClean: false);
        SetMode(FilePath, ReadFile);
        RefusedAndUntouched();
        SetMode(FilePath, ReadFile | UnixFileMode.UserWrite);
        using var db = Open();
        Assert.Equal(3, db.Reader.Counters()[JobStatus.Ready]);
    });

    [LinuxFact]
    public void Folder_ThatIsReadOnly_IsRefused_ThoughTheFileIsNot() => PlainUser.Run(() =>
    {
        MakeStore(isClean: true);
        File.Delete(FilePath + "-wal");
        File.Delete(FilePath + "-shm");
        SetMode(Folder, ReadFolder);
        RefusedAndUntouched();
    });

    [LinuxFact]
    public void Folder_ThatIsReadOnly_AndEmpty_IsRefused() => PlainUser.Run(() =>
    {
        SetMode(Folder, ReadFolder);
        RefusedAndUntouched();
    });

    [LinuxFact]
    public void LockFile_ThatIsReadOnly_IsRefused_AndNotTakenForAnotherOwner() => PlainUser.Run(() =>
    {
        MakeStore(isClean: true);
        SetMode(FilePath + ".owner", ReadFile);
        RefusedAndUntouched();
    });

    public void Dispose()
    {
        if (OperatingSystem.IsLinux()) SetMode(Folder, WriteFolder);
        _folder.Dispose();
    }

    private StoreDriver Open() => new(new SqliteStore(FilePath, TimeProvider.System, new SqliteStoreOptions { ReserveBytes = 0 }));

    private void MakeStore(bool isClean)
    {
        using var db = Open();
        for (var i = 0; i < 3; i++) db.SubmitJob();
        if (isClean) db.Store.Close();
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(path, mode);
    }

    private void RefusedAndUntouched()
    {
        var before = Content();
        var error = Assert.Throws<JobStoreException>(() => Open().Dispose());
        Assert.Equal(JobStoreFault.ReadOnly, error.Fault);
        Assert.Contains(FilePath, error.Message);
        Assert.Contains("grant it that, or choose another folder", error.Message);
        Assert.Equal(before, Content());
    }

    private byte[] Content() => File.Exists(FilePath) ? File.ReadAllBytes(FilePath) : [];
}
