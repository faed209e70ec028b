namespace Jobs.Store;

/// <summary>
/// What must hold of the rows of a store, whenever a transaction has ended. Each is what some guard of the code keeps; a row
/// that breaks one was written by a defect, or by somebody else.
/// </summary>
internal static class StoreChecks
{
    private const string Terminal = "10, 11, 12, 13, 14, 15";

    /// <summary>Every check.</summary>
    public static IReadOnlyList<StoreCheck> All { get; } =
    [
        new("meta-row", "SELECT 0, n || ' rows' FROM (SELECT count(*) AS n FROM meta) WHERE n <> 1", "the store's own row is missing or doubled"),
        new("clean-mark", "SELECT 0, NULL FROM meta WHERE is_clean = 1 AND EXISTS (SELECT 1 FROM start_mark)", "the store was closed, but a start mark remains: jobs that did nothing would be blamed"),
        new("mark-shape", "SELECT 0, length(jobs) || ' bytes' FROM start_mark WHERE length(jobs) % 8 <> 0", "the start mark is cut off"),

        new("id-twice", "SELECT job.id, NULL FROM job JOIN history ON history.id = job.id", "it is active and ended at once"),
        new("id-unreserved", """
            SELECT id, 'the mark is at ' || (SELECT id_high_water FROM meta) FROM
                (SELECT id FROM job UNION ALL SELECT id FROM history)
            WHERE id < 1 OR id > (SELECT id_high_water FROM meta)
            """, "its id lies above the high-water mark, and could be given out again"),
        new("status-active", "SELECT id, 'status ' || status FROM job WHERE status NOT IN (2, 3, 6)", "no active row may have its status"),
        new("status-ended", $"SELECT id, 'status ' || status FROM history WHERE status NOT IN ({Terminal})", "no ended row may have its status"),
        new("fence", "SELECT id, 'fence ' || fence FROM job WHERE fence < 1", "its fence was never raised: no attempt could write"),
        new("counts", "SELECT id, NULL FROM job WHERE failed_attempts < 0 OR crashes < 0 OR version < 1", "it counts less than nothing"),
        new("cell", """
            SELECT id, NULL FROM job
            WHERE typeof(version) <> 'integer' OR typeof(rank) <> 'integer' OR typeof(due_at) <> 'integer' OR typeof(fence) <> 'integer'
               OR typeof(priority) <> 'integer' OR priority NOT BETWEEN -2 AND 2 OR is_paused NOT IN (0, 1) OR is_cancel_requested NOT IN (0, 1)
               OR typeof(submitted_at) <> 'integer' OR (timeout_ms IS NOT NULL AND typeof(timeout_ms) <> 'integer')
            """, "a column holds what it cannot: the next host quarantines the job"),
        new("kind", """
            SELECT id, 'kind ' || kind FROM (SELECT id, kind FROM job UNION ALL SELECT id, kind FROM history)
            WHERE kind NOT IN (SELECT id FROM kind)
            """, "its name is not stored"),
        new("counter", """
            SELECT 0, 'status ' || status || ': ' || counted || ' kept, ' || found || ' found' FROM
                (SELECT status, sum(counted) AS counted, sum(found) AS found FROM (
                    SELECT status, n AS counted, 0 AS found FROM counter
                    UNION ALL SELECT status, 0, count(*) FROM job GROUP BY status
                    UNION ALL SELECT status, 0, count(*) FROM history GROUP BY status)
                GROUP BY status)
            WHERE counted <> found
            """, "the kept number of jobs is not the number of rows"),
        new("token-twice", "SELECT job.id, 'token ' || job.token FROM job JOIN history ON history.token = job.token", "an ended job has its idempotency token"),
        new("times", "SELECT id, NULL FROM history WHERE finished_at < 0 OR (started_at IS NOT NULL AND started_at > finished_at + 86400000)", "it ended before it started"),

        new("tree-root", """
            SELECT id, 'root ' || root_id FROM (SELECT id, parent_id, root_id FROM job UNION ALL SELECT id, parent_id, root_id FROM history)
            WHERE (parent_id = 0) <> (root_id = id)
            """, "a job has a parent or is its own root, never both or neither"),
        new("tree-order", "SELECT id, 'parent ' || parent_id FROM job WHERE parent_id > id", "its parent is younger than itself"),
        new("tree-split", "SELECT job.id, 'root ' || job.root_id FROM job JOIN job AS parent ON parent.id = job.parent_id WHERE parent.root_id <> job.root_id", "it and its parent belong to different trees"),
        new("tree-cancel", """
            SELECT job.id, 'parent ' || parent.id FROM job JOIN job AS parent ON parent.id = job.parent_id
            WHERE parent.is_cancel_requested = 1 AND job.is_cancel_requested = 0
            """, "its parent is to be cancelled and it is not", Unless: (4, "job.root_id IN (SELECT root_id FROM tree_command)")), // What is being swept is not done yet.

        new("payload-missing", "SELECT id, NULL FROM job WHERE id NOT IN (SELECT job_id FROM payload)", "its input is gone"),
        .. OfActive("payload", "job_id"),
        .. OfActive("checkpoint", "job_id", JobParts.Checkpoint),
        .. OfActive("journal", "job_id", JobParts.Journal),
        .. OfActive("task_result", "job_id", JobParts.TaskResults),
        .. OfActive("child_key", "parent_id", JobParts.Children),
        .. OfActive("sleep", "job_id", JobParts.Sleeps),
        .. OfBoth("tag", JobParts.Tags),
        .. OfBoth("progress", JobParts.Progress),
        .. OfBoth("log", JobParts.Log),
        .. OfBoth("job_retry", JobParts.Retry, sinceVersion: 3),
        new("retry-bit", $"SELECT id, NULL FROM history WHERE parts & {(int)JobParts.Retried} = 0 AND id IN (SELECT of_id FROM job_retry)",
            "its row does not say that it was retried", SinceVersion: 3),
        new("retry-active", "SELECT job_id, 'of job ' || of_id FROM job_retry WHERE of_id IN (SELECT id FROM job)", "it runs a job again that has not ended", SinceVersion: 3),
        new("retry-order", "SELECT job_id, 'of job ' || of_id FROM job_retry WHERE of_id >= job_id OR origin_id > job_id", "it runs a job again that is not older than itself", SinceVersion: 3),

        new("journal-gap", """
            SELECT job_id, 'numbers ' || min(seq) || ' to ' || max(seq) || ', ' || count(*) || ' rows' FROM journal
            GROUP BY job_id HAVING max(seq) - min(seq) + 1 <> count(*) OR min(seq) < 1
            """, "an entry of its journal is missing: what its journaled members hold cannot be told"),
        new("journal-base", """
            SELECT job_id, NULL FROM journal WHERE job_id IN (SELECT job_id FROM payload)
            GROUP BY job_id HAVING max(is_base) = 0 AND min(seq) <> 1
            """, "its journal has no base: entries of it are missing"),
        new("identity", "SELECT job_id, length(identity) || ' bytes' FROM task_result WHERE length(identity) <> 16", "a task's result has no proper identity"),
        new("json-payload", "SELECT job_id, NULL FROM payload WHERE NOT json_valid(input) OR (state <> '' AND NOT json_valid(state))", "its input or initial state is no JSON"),
        new("json-items", "SELECT job_id, NULL FROM payload WHERE journal <> '' AND NOT json_valid(journal)", "the initial items of its journaled members are no JSON", SinceVersion: 3),
        new("json-checkpoint", "SELECT job_id, NULL FROM checkpoint WHERE NOT json_valid(state)", "its checkpoint is no JSON"),
        new("json-journal", "SELECT job_id, 'number ' || seq FROM journal WHERE NOT json_valid(body)", "an entry of its journal is no JSON"),
        new("json-result", "SELECT job_id, 'result ' || id FROM task_result WHERE (body <> '' AND NOT json_valid(body)) OR (arguments <> '' AND NOT json_valid(arguments))", "a task's result is no JSON"),
        new("json-row", "SELECT id, NULL FROM job WHERE NOT json_valid(coalesce(error, 'null')) OR NOT json_valid(coalesce(retry, 'null'))", "its error or its retry policy is no JSON"),
        new("json-history", "SELECT id, NULL FROM history WHERE NOT json_valid(coalesce(error, 'null')) OR (result <> '' AND NOT json_valid(result))", "its error or result is no JSON"),

        new("command-answer", "SELECT 0, token FROM command WHERE answer NOT IN (1, 3, 5)", "a command was given an answer that commands do not have", SinceVersion: 2),
        new("command-unfinished", """
            SELECT target_id, 'number ' || number FROM tree_command
            WHERE command NOT IN (0, 1, 2) OR typeof(swept_to) <> 'integer' OR target_id < root_id OR target_id NOT IN (SELECT id FROM job UNION ALL SELECT id FROM history)
            """, "a command to its tree is unfinished, and makes no sense: nobody can go on with it", SinceVersion: 4),
    ];

    // Rows that an active job needs, and who runs an ended one again: they go when it completes, or else with its history, found by
    // the bit in its row.
    private static IEnumerable<StoreCheck> OfActive(string table, string owner, JobParts part = JobParts.None)
    {
        // A completed job may have some left, which upkeep will come to; then the bit says so.
        var rest = (part & JobParts.Numerous) == 0 ? "" : $" OR parts & {(int)part} <> 0";
        yield return new($"{table}-orphan",
            $"SELECT {owner}, count(*) || ' rows' FROM {table} WHERE {owner} NOT IN (SELECT id FROM job UNION ALL SELECT id FROM history WHERE status <> 10{rest}) GROUP BY {owner}",
            $"it is neither active nor to be run again, and has rows in '{table}' all the same: they only take room");
        if (part != JobParts.None) yield return Bit(table, owner, part, "SELECT id, parts FROM job UNION ALL SELECT id, parts FROM history");
    }

    // Rows that stay with history.
    private static IEnumerable<StoreCheck> OfBoth(string table, JobParts part, int sinceVersion = 1)
    {
        yield return new($"{table}-orphan", $"SELECT job_id, count(*) || ' rows' FROM {table} WHERE job_id NOT IN (SELECT id FROM job UNION ALL SELECT id FROM history) GROUP BY job_id",
            $"nothing is known of it, and it has rows in '{table}' all the same: they only take room", sinceVersion);
        yield return Bit(table, "job_id", part, "SELECT id, parts FROM job UNION ALL SELECT id, parts FROM history", sinceVersion);
    }

    private static StoreCheck Bit(string table, string owner, JobParts part, string rows, int sinceVersion = 1) => new(
        $"{table}-bit", $"SELECT id, NULL FROM ({rows}) WHERE parts & {(int)part} = 0 AND id IN (SELECT {owner} FROM {table})",
        $"its row does not say that it has rows in '{table}': they would stay when it goes", sinceVersion);
}
