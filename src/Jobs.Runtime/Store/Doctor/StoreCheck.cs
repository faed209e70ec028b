using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>One invariant as a query for the rows that break it: job, then what to say of it.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Sql">Selects the job's id, or 0, and a text or NULL.</param>
/// <param name="Text">What is wrong with such a row.</param>
/// <param name="SinceVersion">The schema that has its tables.</param>
/// <param name="Unless">What a later schema excuses: that version, and the condition that is added from there on.</param>
internal sealed record StoreCheck(string Name, string Sql, string Text, int SinceVersion = 1, (int SinceVersion, string Sql)? Unless = null)
{
    /// <summary>How many rows one check shows; how many there are is told as well.</summary>
    public const int ShownMax = 20;

    public void Run(SqliteDatabase database, int version, List<DoctorFinding> findings)
    {
        using var select = database.PrepareOnce(Unless is { } unless && version >= unless.SinceVersion ? $"{Sql} AND NOT ({unless.Sql})" : Sql);
        var count = 0;
        while (select.Step())
        {
            if (++count > ShownMax) continue;
            var job = new JobId(select.Number(0));
            findings.Add(new DoctorFinding(Name, (job.IsNone ? Text : $"Job {job}: {Text}") + (select.Text(1) is { } detail ? $" ({detail})" : ""), job));
        }

        if (count > ShownMax) findings.Add(new DoctorFinding(Name, $"{count - ShownMax} more like this."));
    }
}
