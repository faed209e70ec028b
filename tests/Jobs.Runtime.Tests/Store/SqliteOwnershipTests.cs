using System.Net.Sockets;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>One owner, however the file is called and whatever happens to its lock.</summary>
public sealed class SqliteOwnershipTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    private string FilePath => _folder.File("jobs.db");

    [Fact]
    public void Open_WhenAnotherOwns_NamesThatOne()
    {
        using var first = Open(FilePath, "Acme.Host (pid 4711)");
        var error = Refused(FilePath);
        Assert.Equal(JobStoreFault.Owned, error.Fault);
        Assert.Contains("Acme.Host (pid 4711)", error.Message);
        Assert.Contains(FilePath, error.Message);
        first.SubmitJob(); // undisturbed
    }

    [Fact]
    public void Open_AfterTheOwnerLetGo_Succeeds()
    {
        Open(FilePath).Dispose();
        using var second = Open(FilePath);
        Assert.Equal(2, second.Session.Epoch);
    }

    [Fact]
    public async Task Open_WaitsForATransientOwner()
    {
        var first = Open(FilePath);
        using var store = new SqliteStore(FilePath, _clock);
        var opening = Task.Run(() => store.Open(new StoreOpening(_clock.GetUtcNow(), "second", TimeSpan.FromSeconds(10))));
        await _clock.WhenArmedFor(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(opening.IsCompleted);
        first.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await opening).Epoch);
    }

    [Fact]
    public async Task Open_GivesUpWhenTheWaitIsOver()
    {
        using var first = Open(FilePath);
        using var store = new SqliteStore(FilePath, _clock);
        var opening = Task.Run(() => store.Open(new StoreOpening(_clock.GetUtcNow(), "second", TimeSpan.FromSeconds(10))));
        await _clock.WhenArmedFor(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(JobStoreFault.Owned, (await Assert.ThrowsAsync<JobStoreException>(() => opening)).Fault);
    }

    [Fact]
    public void Open_ThroughASymbolicLink_MeetsTheSameLock()
    {
        var folder = Directory.CreateDirectory(_folder.File("real")).FullName;
        Directory.CreateSymbolicLink(_folder.File("alias"), "real");
        using var first = Open(Path.Combine(folder, "jobs.db"));
        File.CreateSymbolicLink(_folder.File("link.db"), Path.Combine("alias", "jobs.db"));

        Assert.Equal(JobStoreFault.Owned, Refused(Path.Combine(_folder.File("alias"), "jobs.db")).Fault);
        Assert.Equal(JobStoreFault.Owned, Refused(_folder.File("link.db")).Fault);
    }

    [Fact]
    public void Open_ThroughARingOfLinks_IsAnError()
    {
        File.CreateSymbolicLink(_folder.File("a.db"), "b.db");
        File.CreateSymbolicLink(_folder.File("b.db"), "a.db");
        Assert.Equal(JobStoreFault.Missing, Refused(_folder.File("a.db")).Fault);
    }

    [LinuxFact]
    public void Open_WhenTheFileHasASecondName_IsRefused()
    {
        Open(FilePath).Dispose();
        HardLink.Create(FilePath, _folder.File("other.db"));
        var error = Refused(FilePath);
        Assert.Equal(JobStoreFault.Unsupported, error.Fault);
        Assert.Contains("hard links", error.Message);
    }

    [Fact]
    public void Open_WhenFileLockingIsDisabled_IsRefused()
    {
        AppContext.SetSwitch("System.IO.DisableFileLocking", true);
        try
        {
            Assert.Equal(JobStoreFault.Unsupported, Refused(_folder.File("other.db")).Fault);
        }
        finally
        {
            AppContext.SetSwitch("System.IO.DisableFileLocking", false);
        }
    }

    [LinuxFact]
    public void Open_WhenTheLockFileWasRemoved_IsRefusedWhileTheOwnerListens()
    {
        var path = _folder.File("socket");
        var first = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System, new SqliteStoreOptions { SocketOf = _ => path }), "the first");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        File.Delete(FilePath + ".owner");

        Assert.Contains("the first", Refused(FilePath).Message, StringComparison.Ordinal);
        Assert.Contains("the first", Refused(FilePath).Message, StringComparison.Ordinal); // a queue that is full is an answer, too
        listener.Dispose();
        Open(FilePath).Dispose();
        first.Dispose();
    }

    [LinuxFact]
    public void VerifyOwnership_WhenTheLockFileIsRemoved_TellsTheLoss()
    {
        using var db = Open(FilePath);
        db.Store.VerifyOwnership();
        File.Delete(FilePath + ".owner");
        Assert.Equal(CommitFailure.OwnerLost, Assert.Throws<StoreCommitException>(db.Store.VerifyOwnership).Failure);
    }

    [LinuxFact]
    public void VerifyOwnership_WhenTheLockFileIsReplaced_TellsTheLoss()
    {
        using var db = Open(FilePath);
        File.Move(FilePath + ".owner", FilePath + ".old");
        File.WriteAllText(FilePath + ".owner", "");
        Assert.Contains("replaced", Assert.Throws<StoreCommitException>(db.Store.VerifyOwnership).Message);
    }

    [LinuxFact]
    public void Commit_AfterAReplacementTookTheStore_IsRefused_AndTheReplacementGoesOn()
    {
        using var first = Open(FilePath);
        first.SubmitJob();
        File.Delete(FilePath + ".owner");
        using var second = Open(FilePath);

        var batch = first.Batch(first.NewJob());
        Assert.Equal(CommitFailure.OwnerLost, Assert.Throws<StoreCommitException>(() => first.Store.Commit(batch)).Failure);
        Assert.Equal(CommitFailure.OwnerLost, Assert.Throws<StoreCommitException>(first.Store.Close).Failure);
        second.SubmitJob();
        Assert.Equal(2, second.Reader.Counters()[JobStatus.Ready]);
    }

    public void Dispose() => _folder.Dispose();

    private static StoreDriver Open(string path, string process = "tests (pid 1)") => new(new SqliteStore(path, TimeProvider.System), process);

    private static JobStoreException Refused(string path) => Assert.Throws<JobStoreException>(() => Open(path).Dispose());
}
