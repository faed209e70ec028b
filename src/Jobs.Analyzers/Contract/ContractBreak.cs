using System.Collections.Immutable;

namespace Jobs.Analyzers.Contract;

/// <summary>What stored rows would suffer by a change.</summary>
internal enum BreakKind
{
    /// <summary>{0} job, {1} member, {2} its form, {3} the ways out.</summary>
    MemberLost,

    /// <summary>{0} job, {1} member, {2} the stored form, {3} the form that is read, {4} the ways out.</summary>
    ValueMisread,

    /// <summary>{0} job, {1} member, {2} the ways out.</summary>
    MemberMissing,

    /// <summary>{0} job, {1} member, {2} the value, {3} the ways out.</summary>
    EnumValueGone,

    /// <summary>{0} stored name, {1} the ways out.</summary>
    JobGone,

    /// <summary>{0} job, {1} task, {2} what changed, {3} the ways out.</summary>
    TasksRedone,

    /// <summary>{0} job, {1} version, {2} why, {3} the ways out.</summary>
    VersionUnreadable,
}

/// <summary>One way in which the code would orphan or misread stored rows.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Job">The job's stored name now, or what it was when it is gone.</param>
/// <param name="Subject">The member, task or version; with the job and the kind it tells the break from others.</param>
/// <param name="Arguments">Of the message, as the kind says.</param>
/// <param name="Keys">The lines that stay as they are until the break is mended or accepted.</param>
internal sealed record ContractBreak(
    BreakKind Kind, string Job, string Subject, ImmutableArray<string> Arguments, IReadOnlyList<string> Keys)
{
    /// <summary>The member of the job that it is about, by its stored name, to point at; null when it is none that exists.</summary>
    public string? Member { get; init; }

    /// <summary>The task that it is about; null when it is none that exists.</summary>
    public string? Task { get; init; }

    /// <summary>
    /// Whether a raised version of the job alone is taken for the decision: a member, a task's method or the form of the job's
    /// result may go then.
    /// </summary>
    public bool EndsWithARaise => Task is null && Kind switch
    {
        BreakKind.MemberLost => true,
        BreakKind.JobGone or BreakKind.VersionUnreadable => false,
        _ => Member is null,
    };

    /// <summary>Tells it from others; the same each time that the same code is compared.</summary>
    public string Id => $"{Kind}|{Job}|{Subject}";
}
