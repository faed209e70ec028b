using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>A store is taken by force only from who is not writing, and who lost it writes nothing more.</summary>
public sealed class ForcedTakeOverTests : IDisposable
{
    private const string Operator = "an operator";

    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File("jobs.db");

    public static TheoryData<string> Steps =>
    [
        "UPDATE meta SET epoch", "INSERT INTO job", "UPDATE meta SET sequence", "COMMIT", // Its start, and a commit of it.
        "WAL CHECKPOINT PASSIVE", "WAL CHECKPOINT TRUNCATE", "PRAGMA journal_mode", "UPDATE meta SET is_clean",
    ];

    [LinuxTheory]
    [MemberData(nameof(Steps))]
    public void TakeOver_WhileTheOwnerWrites_IsRefused_AndLeavesEverythingAsItIs(string step)
    {
        Open().Dispose();
        var refused = 0;
        using (var db = Open(Small(new At(step, () =>
        {
            var error = Assert.Throws<JobStoreException>(TakeOver);
            Assert.Contains("kill -9", error.Message, StringComparison.Ordinal);
            refused++;
        }))))
        {
            for (var i = 0; i < 20; i++) db.SubmitJob();
            db.Store.Maintain(db.Now);
            db.Store.Close();
        }

        Assert.True(refused > 0);
        using var next = Open();
        Assert.Equal(20, next.Reader.Counters()[JobStatus.Ready]);
    }

    [LinuxFact]
    public void OldOwner_IsRefused_WhateverItTries_AndChangesNoByte()
    {
        var folds = 0;
        var isTaken = false;
        var old = Open(Small(new At("WAL CHECKPOINT", () => folds += isTaken ? 1 : 0)));
        for (var i = 0; i < 5; i++) old.SubmitJob();
        TakeOver();
        isTaken = true;
        var before = Contents();

        var lost = Assert.Throws<StoreCommitException>(() => old.Store.Commit(old.Batch(old.NewJob())));
        Assert.Equal(CommitFailure.OwnerLost, lost.Failure);
        Assert.Contains(Operator, lost.Message, StringComparison.Ordinal);
        Assert.Equal(CommitFailure.OwnerLost, Assert.Throws<StoreCommitException>(old.Store.VerifyOwnership).Failure);
        Assert.Equal(CommitFailure.OwnerLost, Assert.Throws<StoreCommitException>(old.Store.Close).Failure);
        old.Now = old.Now.AddDays(30);
        Assert.ThrowsAny<StoreCommitException>(old.Maintain);
        Assert.False(old.Store.ReleaseReserve());
        File.Delete(FilePath + "-reserve"); // As its successor does on a full volume.
        Assert.False(old.Store.RestoreReserve());
        Assert.False(File.Exists(FilePath + "-reserve"));
        old.Dispose();
        Assert.Equal(0, folds);
        Assert.Equal(before, Contents());
    }

    [LinuxFact]
    public void OldOwner_WhoseLockAndCardWerePutBack_IsStillRefusedByTheEpoch()
    {
        using var old = Open();
        old.SubmitJob();
        File.Copy(FilePath + ".owner.txt", _folder.File("card"));
        HardLink.Create(FilePath + ".owner", _folder.File("lock"));
        TakeOver();
        File.Move(_folder.File("card"), FilePath + ".owner.txt", overwrite: true);
        File.Move(_folder.File("lock"), FilePath + ".owner", overwrite: true);

        Assert.Equal(CommitFailure.OwnerLost, Assert.Throws<StoreCommitException>(() => old.Store.Commit(old.Batch(old.NewJob()))).Failure);
        Assert.Equal(CommitFailure.OwnerLost, Assert.Throws<StoreCommitException>(old.Store.Close).Failure);
    }

    [LinuxFact]
    public void OldVisitor_IsRefused_BeforeItsFirstCommitAsWell()
    {
        Open().Dispose();
        var visitor = new StoreDriver(new SqliteStore(FilePath, TimeProvider.System), "a client", isVisit: true);
        TakeOver();
        var before = Contents();
        Assert.Equal(CommitFailure.OwnerLost, Assert.Throws<StoreCommitException>(() => visitor.Store.Commit(visitor.Batch(visitor.NewJob()))).Failure);
        visitor.Dispose();
        Assert.Equal(before, Contents());
    }

    [LinuxFact]
    public void Store_AfterATakeOver_IsFree_AndRecoversWhatRan()
    {
        using var old = Open();
        old.SubmitJob();
        TakeOver();
        using var next = Open();
        Assert.True(next.Session.WasUnclean);
        Assert.Equal(old.Session.Epoch + 2, next.Session.Epoch);
        next.SubmitJob();
        Assert.Equal(2, next.Reader.Counters()[JobStatus.Ready]);
    }

    [LinuxFact]
    public void TakeOver_FromAnotherThanWasSeen_IsRefused()
    {
        using var old = Open();
        var seen = OwnerCard.TryRead(FilePath)! with { Nonce = "of an owner before" };
        Assert.Throws<JobStoreException>(() => ForcedTakeOver.Run(FilePath, seen, Operator, TimeSpan.Zero));
        old.SubmitJob(); // undisturbed
    }

    public void Dispose() => _folder.Dispose();

    private StoreDriver Open(SqliteStoreOptions? options = null) => new(new SqliteStore(FilePath, TimeProvider.System, options), "the old one (pid 4711)");

    private void TakeOver() => ForcedTakeOver.Run(FilePath, OwnerCard.TryRead(FilePath)!, Operator, TimeSpan.Zero);

    private static SqliteStoreOptions Small(ISqliteFailpoint failpoint) => new() { Failpoint = failpoint, WalPagesWhenQuiet = 1, WalPagesMax = 20, WalPagesPinned = 1 };

    // The reserve apart. Read only when nobody needs SQLite's locks any more: they go with the first handle that is closed.
    private string Contents() => string.Join('\n', Directory.EnumerateFiles(_folder.Path)
        .Where(f => !f.EndsWith("-shm", StringComparison.Ordinal) && !f.EndsWith("-reserve", StringComparison.Ordinal) && !f.EndsWith(".owner", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).Select(f => $"{f} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))}"));

    /// <summary>Does something before each statement that begins so.</summary>
    private sealed class At(string step, Action action) : ISqliteFailpoint
    {
        public void Before(SqliteDatabase database, string sql)
        {
            if (sql.StartsWith(step, StringComparison.Ordinal)) action();
        }

        public void After(SqliteDatabase database, string sql)
        {
        }
    }
}
