using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>Running an ended job again: as a new job, to which moves what the ended one kept.</content>
internal sealed partial class SqliteStore
{
    private SqliteStatement? _selectRetry;
    private SqliteStatement? _selectTokenOf;
    private SqliteStatement? _selectKept;
    private SqliteStatement? _selectActive;
    private SqliteStatement? _selectGoingOn;
    private SqliteStatement? _selectOrigin;
    private SqliteStatement? _selectKeptJournal;
    private SqliteStatement? _selectChildren;
    private SqliteStatement? _selectEndOf;
    private SqliteStatement? _insertRetry;
    private SqliteStatement? _insertFirstItems;
    private SqliteStatement? _adoptChild;
    private SqliteStatement? _dropChildren;
    private SqliteStatement? _copyTags;
    private SqliteStatement? _setParts;
    private SqliteStatement? _movePayload;
    private SqliteStatement?[] _moveParts = [];

    // Moved and not copied: a million results are kept once, and their ids are the rows' own. Children have a rule of theirs.
    private static readonly (JobParts Part, string Sql)[] MovedParts =
    [
        (JobParts.Checkpoint, "UPDATE checkpoint SET job_id = ?1 WHERE job_id = ?2"),
        (JobParts.Journal, "UPDATE journal SET job_id = ?1 WHERE job_id = ?2"),
        (JobParts.TaskResults, "UPDATE task_result SET job_id = ?1 WHERE job_id = ?2"),
        (JobParts.Sleeps, "UPDATE sleep SET job_id = ?1 WHERE job_id = ?2"),
    ];

    private AtomAnswer Retry(RetryAtom atom)
    {
        if (!JobTransitions.IsLegal(null, atom.Job.Status)) throw new AtomRefusedException($"a new job cannot be {atom.Job.Status}");
        atom.ExistingId = JobId.None;
        if (RetryOf(atom.Of) is { } made)
        {
            // The token tells who asks again from who asks late.
            atom.ExistingId = made;
            return Answer(atom, AtomAnswer.Duplicate, atom.Token is { } token && TokenOf(made) == token ? RetryOutcome.Retried : RetryOutcome.AlreadyRetried);
        }

        var select = (_selectKept ??= Database.Prepare("SELECT status, parts FROM history WHERE id = ?1")).Bind(1, atom.Of.Value);
        (JobStatus Status, JobParts Parts)? ended = select.Step() ? ((JobStatus)select.Number(0), (JobParts)select.Number(1)) : null;
        select.Reset();
        if (ended is not { } row)
        {
            return IsActive(atom.Of) ? Answer(atom, AtomAnswer.Stale, RetryOutcome.NotEnded) : Answer(atom, AtomAnswer.NotFound, RetryOutcome.NotFound);
        }

        if (row.Status == JobStatus.Completed) return Answer(atom, AtomAnswer.Stale, RetryOutcome.Completed);
        if (!IsKept(atom, row.Parts)) return Answer(atom, AtomAnswer.Stale, RetryOutcome.NothingKept);
        if (FindKey(atom.Job.Name, atom.Key) is { } holder)
        {
            atom.ExistingId = holder;
            return Answer(atom, AtomAnswer.Duplicate, RetryOutcome.KeyTaken);
        }

        if (FindToken(atom.Token) is { } other) throw new AtomRefusedException($"its token is that of job {other}");
        var moved = atom.FromStart ? TakeInput(atom) : TakeAll(atom, row.Parts);
        if (row.Parts.HasFlag(JobParts.Tags))
        {
            (_copyTags ??= Database.Prepare("INSERT INTO tag (job_id, name, value) SELECT ?1, name, value FROM tag WHERE job_id = ?2"))
                .Bind(1, atom.Id.Value).Bind(2, atom.Of.Value).Run();
            moved |= JobParts.Tags;
        }

        InsertRow(atom.Job, moved | JobParts.Retry | (atom.FromStart ? JobParts.None : JobParts.Continued), atom.Key, atom.Token, isPaused: false, isCancelRequested: false);
        (_insertRetry ??= Database.Prepare("INSERT INTO job_retry (job_id, of_id, origin_id) VALUES (?1, ?2, ?3)"))
            .Bind(1, atom.Id.Value).Bind(2, atom.Of.Value).Bind(3, (atom.FromStart ? atom.Id : OriginOf(atom.Of, row.Parts)).Value).Run();
        SetParts(atom.Of, (row.Parts & ~JobParts.OfActive) | JobParts.Retried);
        if (atom.FromStart) DeleteParts(atom.Of, row.Parts & JobParts.OfActive); // What is left of it serves nobody.
        Count(atom.Job.Status, +1);
        return Answer(atom, AtomAnswer.Applied, RetryOutcome.Retried);
    }

    // Rows of an older schema do not say with which items their journals began, and a journal is folded.
    private bool IsKept(RetryAtom atom, JobParts parts)
    {
        var select = (_selectKeptJournal ??= Database.Prepare("SELECT journal IS NOT NULL FROM payload WHERE job_id = ?1")).Bind(1, atom.Of.Value);
        var isKept = select.Step() && (select.Flag(0) || !atom.FromStart || !parts.HasFlag(JobParts.Journal));
        select.Reset();
        return isKept;
    }

    private JobParts TakeInput(RetryAtom atom)
    {
        var hasItems = (_insertFirstItems ??= Database.Prepare(
            "INSERT INTO journal (job_id, seq, is_base, body) SELECT ?1, 1, 1, journal FROM payload WHERE job_id = ?2 AND journal <> ''"))
            .Bind(1, atom.Id.Value).Bind(2, atom.Of.Value).RunCounted() > 0;
        MovePayload(atom);
        return hasItems ? JobParts.Journal : JobParts.None;
    }

    private JobParts TakeAll(RetryAtom atom, JobParts parts)
    {
        MovePayload(atom);
        if (parts.HasFlag(JobParts.TaskResults)) DropFailures(atom.Of);
        if (_moveParts.Length == 0) _moveParts = new SqliteStatement?[MovedParts.Length];
        for (var i = 0; i < MovedParts.Length; i++)
        {
            if ((parts & MovedParts[i].Part) == 0) continue;
            (_moveParts[i] ??= Database.Prepare(MovedParts[i].Sql)).Bind(1, atom.Id.Value).Bind(2, atom.Of.Value).Run();
        }

        var moved = parts & JobParts.OfActive & ~JobParts.Children;
        return parts.HasFlag(JobParts.Children) && AdoptChildren(atom) ? moved | JobParts.Children : moved;
    }

    /// <summary>
    /// Under its key the new job finds each child that has completed or still may. One that ended badly, or is about to because it is
    /// cancelled, as children of a cancelled job are, is not found: it runs again.
    /// If somebody ran that one again before, what counts is the job that did.
    /// </summary>
    private bool AdoptChildren(RetryAtom atom)
    {
        var children = new List<(string Key, JobId Child)>();
        var select = (_selectChildren ??= Database.Prepare("SELECT key, child_id FROM child_key WHERE parent_id = ?1")).Bind(1, atom.Of.Value);
        while (select.Step()) children.Add((select.Text(0) ?? "", new JobId(select.Number(1))));

        (_dropChildren ??= Database.Prepare("DELETE FROM child_key WHERE parent_id = ?1")).Bind(1, atom.Of.Value).Run();
        var hasAdopted = false;
        foreach (var (key, child) in children)
        {
            var last = LastRetryOf(child);
            if (!IsGoingOn(last) && EndOf(last) != JobStatus.Completed) continue;
            hasAdopted = true;
            (_adoptChild ??= Database.Prepare("INSERT INTO child_key (parent_id, key, child_id, is_adopted) VALUES (?1, ?2, ?3, 1)"))
                .Bind(1, atom.Id.Value).Bind(2, key).Bind(3, last.Value).Run();
        }

        return hasAdopted;
    }

    // Each link leads to a younger job; in a spoilt store, one that does not ends the way.
    private JobId LastRetryOf(JobId id)
    {
        while (RetryOf(id) is { } next && next > id) id = next;
        return id;
    }

    private JobId? RetryOf(JobId id) => FindId((_selectRetry ??= Database.Prepare("SELECT job_id FROM job_retry WHERE of_id = ?1")).Bind(1, id.Value));

    private JobId OriginOf(JobId id, JobParts parts) => !parts.HasFlag(JobParts.Continued) ? id : FindId(
        (_selectOrigin ??= Database.Prepare("SELECT origin_id FROM job_retry WHERE job_id = ?1")).Bind(1, id.Value)) ?? id;

    private bool IsActive(JobId id) => FindId((_selectActive ??= Database.Prepare("SELECT id FROM job WHERE id = ?1")).Bind(1, id.Value)) is not null;

    private bool IsGoingOn(JobId id) =>
        FindId((_selectGoingOn ??= Database.Prepare("SELECT root_id FROM job WHERE id = ?1 AND is_cancel_requested = 0")).Bind(1, id.Value)) is { } root
        && !Unfinished.FlagsOf(id, root, isPaused: false, isCancelRequested: false).IsCancelRequested;

    private JobStatus? EndOf(JobId id)
    {
        var select = (_selectEndOf ??= Database.Prepare("SELECT status FROM history WHERE id = ?1")).Bind(1, id.Value);
        JobStatus? status = select.Step() ? (JobStatus)select.Number(0) : null;
        select.Reset();
        return status;
    }

    private string? TokenOf(JobId id)
    {
        var select = (_selectTokenOf ??= Database.Prepare("SELECT token FROM job WHERE id = ?1 UNION ALL SELECT token FROM history WHERE id = ?1")).Bind(1, id.Value);
        var token = select.Step() ? select.Text(0) : null;
        select.Reset();
        return token;
    }

    private void SetParts(JobId ended, JobParts parts) =>
        (_setParts ??= Database.Prepare("UPDATE history SET parts = ?2 WHERE id = ?1")).Bind(1, ended.Value).Bind(2, (int)parts).Run();

    private void MovePayload(RetryAtom atom) =>
        (_movePayload ??= Database.Prepare("UPDATE payload SET job_id = ?1 WHERE job_id = ?2")).Bind(1, atom.Id.Value).Bind(2, atom.Of.Value).Run();

    private static AtomAnswer Answer(RetryAtom atom, AtomAnswer answer, RetryOutcome outcome)
    {
        atom.Outcome = outcome;
        return answer;
    }
}
