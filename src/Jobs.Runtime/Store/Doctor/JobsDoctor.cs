using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs;

/// <summary>
/// Examines a store: whether the file is sound, whether every invariant that its rows can tell of holds, and why the jobs
/// that do not move do not. It only reads, in one snapshot, beside an owner that works or on a store at rest.
/// </summary>
public static class JobsDoctor
{
    /// <summary>Examines a store. Takes about as long as reading the file.</summary>
    /// <param name="path">The file that a host gives to <c>UseSqlite</c>.</param>
    /// <param name="now">The time by which jobs are due.</param>
    /// <exception cref="JobStoreException">It is missing, another program's, written by a newer version, or cannot be read at all.</exception>
    public static DoctorReport Examine(string path, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = CanonicalPath.Of(Path.GetFullPath(path));
        if (!File.Exists(file)) throw StoreFaults.NoStore(file);
        StoreHeader.Require(file, isVisit: false);
        return StoreReading.Read(file, database =>
        {
            database.Execute("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; BEGIN");
            return Examine(database, file, now);
        });
    }

    private static DoctorReport Examine(SqliteDatabase database, string file, DateTimeOffset now)
    {
        var version = Schema.VersionOf(database, file);
        var card = OwnerCard.TryRead(file);
        var report = new DoctorReport
        {
            StoreFile = file,
            SchemaVersion = version,
            Owner = card?.Owner,
            OwnerUser = UnixUser.OtherOwnerOf(OwnerCard.PathOf(file)),
            IsOwned = OwnerLock.IsOwned(file),
            IsListening = card?.IsListening() == true,
        };
        if (version == 0) return report with { Findings = [new("empty", StoreFaults.Empty(file).Message)] };

        var findings = SoundnessOf(database);

        // What follows asks questions of pages that are not there any more: one damaged page would give a hundred answers.
        if (findings.Count > 0) return report with { Findings = findings, ChecksMade = 1 };
        var made = 1;
        foreach (var check in StoreChecks.All)
        {
            if (check.SinceVersion > version) continue;
            made++;
            check.Run(database, version, findings);
        }

        var unfinished = version < 4 ? new TreeCommands([], _ => JobId.None) : new TreeCommandRows(database).Load();
        return report with
        {
            Findings = findings,
            UnfinishedCommands = Store.UnfinishedCommands.Explain(database, unfinished),
            ChecksMade = made,
            WasClosed = database.QueryNumber("SELECT is_clean FROM meta") == 1,
            Waiting = WaitingJobs.Explain(database, now, unfinished),
        };
    }

    private static List<DoctorFinding> SoundnessOf(SqliteDatabase database)
    {
        var findings = new List<DoctorFinding>();
        try
        {
            using var check = database.PrepareOnce($"PRAGMA integrity_check({StoreCheck.ShownMax})");
            while (check.Step())
            {
                if (check.Text(0) is { } text && text != "ok") findings.Add(Damaged(text));
            }
        }
        catch (SqliteFailure failure) when (failure.Kind == SqliteErrorKind.Corrupt)
        {
            findings.Add(Damaged(failure.Message)); // So badly that not even the check gets through.
        }

        return findings;
    }

    private static DoctorFinding Damaged(string text) =>
        new("file-damaged", $"{text}. Restore a backup, or recover what is left with the sqlite3 command '.recover'.");
}
