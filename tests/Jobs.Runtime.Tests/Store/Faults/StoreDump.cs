namespace Jobs.Runtime.Tests.Store.Faults;

/// <summary>What of a store must be the same however often its owner failed: all but epochs, crashes, fences and interned numbers.</summary>
internal static class StoreDump
{
    public static readonly (string Table, string[] Columns)[] Tables =
    [
        ("counter", ["status", "n"]),
        ("job", ["id", "(SELECT name FROM kind WHERE kind.id = kind)", "version", "status", "priority", "rank", "due_at", "failed_attempts", "is_paused",
            "is_cancel_requested", "parent_id", "root_id", "submitted_at", "parts", "key", "token", "timeout_ms", "retry", "error"]),
        ("payload", ["job_id", "state", "input", "journal"]),
        ("checkpoint", ["job_id", "version", "state"]),
        ("journal", ["job_id", "seq", "is_base", "body"]),
        ("task_result", ["id", "job_id", "identity", "is_faulted", "is_covered", "arguments", "body"]),
        ("child_key", ["parent_id", "key", "child_id", "is_adopted"]),
        ("sleep", ["job_id", "key", "due_at"]),
        ("tag", ["job_id", "name", "value"]),
        ("progress", ["job_id", "body"]),
        ("log", ["job_id", "seq", "at", "text"]),
        ("history", ["id", "version", "status", "priority", "failed_attempts", "parent_id", "root_id", "submitted_at", "due_at", "started_at",
            "finished_at", "parts", "key", "token", "error", "result", "timeout_ms", "retry"]),
        ("job_retry", ["job_id", "of_id", "origin_id"]),
    ];
}
