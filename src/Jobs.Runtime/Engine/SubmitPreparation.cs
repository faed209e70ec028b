using Jobs.Catalog;
using Jobs.CompilerServices;
using Jobs.Execution;
using Jobs.Scheduling;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>
/// Makes a submit's atom from a job instance and options, on the caller's thread: reads its members, checks every limit,
/// and says at the call what is wrong.
/// </summary>
internal static class SubmitPreparation
{
    public static SubmitAtom Prepare<TResult>(
        JobEngine engine, IJob<TResult> job, SubmitOptions? options, AttemptStart? parent = null, string? childKey = null, JobId progressOf = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        var descriptor = job.Descriptor;
        engine.Catalog.Require(descriptor);
        return Prepare(descriptor, job, options, engine.Stamp(), parent, childKey, progressOf);
    }

    /// <summary>The same from an instance of a descriptor's class: for submits that name a job, and for a store at rest.</summary>
    public static SubmitAtom Prepare(
        JobDescriptor descriptor, object job, SubmitOptions? options, SubmitStamp stamp, AttemptStart? parent = null, string? childKey = null,
        JobId progressOf = default)
    {
        if (options is not null) Validate(descriptor.Name, options, stamp.Limits);
        return Compose(descriptor.Name, descriptor.Version, SubmitPayload.Of(descriptor, job, stamp.Limits), options, stamp, parent, childKey, progressOf);
    }

    /// <summary>The atom of bytes that are ready to be stored.</summary>
    public static SubmitAtom Compose(
        string name, int version, SubmitPayload payload, SubmitOptions? options, SubmitStamp stamp, AttemptStart? parent = null, string? childKey = null,
        JobId progressOf = default)
    {
        var (id, now) = (stamp.Id, stamp.Now);
        var due = options?.DueAt is { } wanted && wanted > now ? wanted.ToUniversalTime() : now;
        var priority = options?.Priority ?? JobPriority.Normal;
        return new SubmitAtom
        {
            Id = id,
            Job = new StoredJob
            {
                Id = id,
                Name = name,
                Version = version,
                Status = due > now ? JobStatus.Scheduled : JobStatus.Ready,
                Priority = priority,
                Rank = Rank.Of(due, priority),
                DueAt = due,
                Fence = 1,
                ParentId = parent?.Id ?? JobId.None,
                RootId = parent?.RootId ?? id,
                Retry = options?.Retry,
                Timeout = options?.Timeout,
                SubmittedAt = now,
            },
            Key = options?.Key,
            IdempotencyToken = options?.IdempotencyToken,
            Tags = options is { Tags.Count: > 0 } ? new Dictionary<string, string>(options.Tags) : null,
            Input = payload.Input,
            State = payload.State,
            JournalBase = payload.JournalBase,
            ChildKey = childKey,
            ParentFence = parent?.Fence ?? 0,
            ProgressOf = progressOf,
        };
    }

    /// <summary>The job that a submit came to: the new one, or the one that was there.</summary>
    /// <exception cref="JobException">The store refused it.</exception>
    /// <exception cref="JobUsageException">The one that was there is of another class: its result would be taken for this one's.</exception>
    public static JobId IdOf(SubmitAtom atom, JobCatalog catalog, string? parentName = null) => atom.Answer switch
    {
        AtomAnswer.Applied => atom.Id,
        AtomAnswer.Duplicate => IsOfAnotherClass(atom, catalog) ? throw OfAnotherClass(atom, parentName) : atom.ExistingId,
        AtomAnswer.Stale => throw new JobInterruptedException(Interruption.LeaseLost),
        _ => throw new JobException($"The store refused job '{atom.Job.Name}': {atom.RejectedBecause ?? "it stopped"}"),
    };

    // By descriptor where this host has both: a class that was renamed is the same one under either name.
    private static bool IsOfAnotherClass(SubmitAtom atom, JobCatalog catalog) =>
        atom.ExistingName is { } name && name != atom.Job.Name && !(catalog.Find(name) is { } there && ReferenceEquals(there, catalog.Find(atom.Job.Name)));

    private static JobUsageException OfAnotherClass(SubmitAtom atom, string? parentName) => new(atom.ChildKey is { } key
        ? $"Job '{parentName}' ({atom.Job.ParentId}) submits '{atom.Job.Name}' as its child '{key}', but under that key it has submitted '{atom.ExistingName}' " +
          $"({atom.ExistingId}) before. Give each child of a job a key of its own."
        : $"Job '{atom.Job.Name}' was submitted with the idempotency token '{atom.IdempotencyToken}', but that has submitted '{atom.ExistingName}' " +
          $"({atom.ExistingId}) before. Give each submit a token of its own.");

    /// <summary>Checks what was said about a submit.</summary>
    /// <exception cref="JobUsageException">An option is out of range.</exception>
    public static void Validate(string name, SubmitOptions options, JobLimits limits)
    {
        if (!Enum.IsDefined(options.Priority)) Refuse($"Priority {options.Priority} is none of {string.Join(", ", Enum.GetNames<JobPriority>())}.");
        if (options.Key is { } key && KeyRule.ProblemOf(key, limits) is { } problem) Refuse($"Key has {problem}.");
        if (options.IdempotencyToken is { Length: 0 or > 128 } token) Refuse($"IdempotencyToken has {token.Length} characters; 1 to 128 are allowed.");
        if (options.Timeout is { } timeout && timeout <= TimeSpan.Zero) Refuse($"Timeout is {timeout}; it must be longer than zero.");
        if (options.Durability is { } durability && !Enum.IsDefined(durability)) Refuse($"Durability {durability} is none of Flushed, Committed.");
        if (options.Retry is { } retry) Validate(retry);
        if (options.Tags.Count > limits.TagsMax) Refuse($"{options.Tags.Count} tags are given; {limits.TagsMax} are allowed.");
        foreach (var (tag, value) in options.Tags)
        {
            if (string.IsNullOrEmpty(tag) || tag.Length > limits.TagNameLengthMax) Refuse($"Tag '{tag}' has a name of {tag?.Length ?? 0} characters; 1 to {limits.TagNameLengthMax} are allowed.");
            if (value is null || value.Length > limits.TagValueLengthMax) Refuse($"Tag '{tag}' has a value of {value?.Length ?? 0} characters; up to {limits.TagValueLengthMax} are allowed.");
        }

        void Validate(RetryPolicy policy)
        {
            if (policy.MaxAttempts is < 1 or > 1000) Refuse($"Retry.MaxAttempts is {policy.MaxAttempts}; 1 to 1000 are allowed.");
            if (policy.Delay < TimeSpan.Zero || policy.Delay > TimeSpan.FromDays(30)) Refuse($"Retry.Delay is {policy.Delay}; zero to 30 days are allowed.");
            if (!(policy.Multiplier is >= 1 and <= 10)) Refuse($"Retry.Multiplier is {policy.Multiplier}; 1 to 10 are allowed.");
            if (!(policy.Jitter is >= 0 and <= 1)) Refuse($"Retry.Jitter is {policy.Jitter}; 0 to 1 are allowed.");
        }

        void Refuse(string what) => throw new JobUsageException($"Job '{name}' was not submitted: {what}");
    }
}
