using System.Collections.Immutable;
using Jobs.Analyzers.Contract;
using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.Rules;

/// <summary>JOB2040 to JOB2049: what the contract file knows of stored rows, and what the code would do to them.</summary>
internal static class ContractRules
{
    public static readonly DiagnosticDescriptor ContractIsMissing = new(
        DiagnosticIds.ContractIsMissing,
        "A project with jobs has no contract",
        "The project of job '{0}' has no jobs.contract, so a change that loses stored rows is not noticed before they are read: let the fix write one, or make an empty file of that name beside the project file and run 'dotnet format analyzers --diagnostics JOB2041'",
        Categories.State,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "The contract lists what stores hold of a project's jobs. It is committed and reviewed, and the build compares the code with it.",
        HelpLinks.For(DiagnosticIds.ContractIsMissing),
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ContractIsOutdated = new(
        DiagnosticIds.ContractIsOutdated,
        "The contract does not say what is stored",
        "jobs.contract differs from what the jobs store in {0} lines, first '{1}'; stored rows stay readable, so let the fix update it",
        Categories.State,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A change that stored rows survive is written into the contract, so that the next change is compared with it.",
        HelpLinks.For(DiagnosticIds.ContractIsOutdated),
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ContractLineIsUnreadable = new(
        DiagnosticIds.ContractLineIsUnreadable,
        "A line of the contract cannot be read",
        "Line {0} of jobs.contract cannot be read: {1}; mend it, or take the file of an earlier commit and let the fix update it",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "What the line said of stored rows is not known, so no change can be compared with it.",
        HelpLinks.For(DiagnosticIds.ContractLineIsUnreadable),
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor StoredMemberIsLost = new(
        DiagnosticIds.StoredMemberIsLost,
        "A stored member would be lost",
        "Stored rows of job '{0}' hold '{1}' ({2}), which nothing reads any more, so its value would be lost; {3}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Unknown members are skipped when a row is read, and the next checkpoint leaves them out for good.",
        HelpLinks.For(DiagnosticIds.StoredMemberIsLost),
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor StoredValueIsMisread = new(
        DiagnosticIds.StoredValueIsMisread,
        "A stored value would be misread",
        "Stored rows of job '{0}' hold '{1}' as {2}, and it would be read as {3}: they would be parked as unreadable; {4}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A value that is not what its member holds makes the row unreadable. It is kept as it is, and does not run.",
        HelpLinks.For(DiagnosticIds.StoredValueIsMisread),
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor RequiredMemberIsNotStored = new(
        DiagnosticIds.RequiredMemberIsNotStored,
        "A required member is missing from stored rows",
        "Stored rows of job '{0}' may lack '{1}', which is required: they would be parked as unreadable; {2}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A row without a required member cannot be restored. It is kept as it is, and does not run.",
        HelpLinks.For(DiagnosticIds.RequiredMemberIsNotStored),
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor EnumValueIsGone = new(
        DiagnosticIds.EnumValueIsGone,
        "A stored enum value has no name any more",
        "Stored rows of job '{0}' may hold '{2}' at '{1}', which the enum has no more: they would be parked as unreadable; {3}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Enum values are stored by name, so that numbers may change freely and names may not.",
        HelpLinks.For(DiagnosticIds.EnumValueIsGone),
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor JobIsGone = new(
        DiagnosticIds.JobIsGone,
        "Stored jobs have no class any more",
        "Rows named '{0}' may be stored, and no class has that name any more: they would be parked as unknown; {1}, or delete its lines from jobs.contract when no store holds one",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A row finds its class by its stored name, current or former. One that finds none is kept as it is, and does not run.",
        HelpLinks.For(DiagnosticIds.JobIsGone),
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor FinishedTasksAreRedone = new(
        DiagnosticIds.FinishedTasksAreRedone,
        "Finished tasks would be done again",
        "Finished tasks '{1}' of stored jobs '{0}' would not be found again, since {2}: a resumed job would do that work, and its effects, once more; {3}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A finished task is known by its stored name, its version and its arguments.",
        HelpLinks.For(DiagnosticIds.FinishedTasksAreRedone),
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor StoredVersionIsUnreadable = new(
        DiagnosticIds.StoredVersionIsUnreadable,
        "Rows of another version cannot be read",
        "Stored rows of job '{0}' may be of version {1}, and {2}: they would be parked as unreadable; {3}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A row is read by a class of its own version, or of a later one through its upgrades.",
        HelpLinks.For(DiagnosticIds.StoredVersionIsUnreadable),
        WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>By what stored rows would suffer. The arguments of a break fill the placeholders.</summary>
    public static readonly ImmutableDictionary<BreakKind, DiagnosticDescriptor> ByKind = new Dictionary<BreakKind, DiagnosticDescriptor>
    {
        [BreakKind.MemberLost] = StoredMemberIsLost,
        [BreakKind.ValueMisread] = StoredValueIsMisread,
        [BreakKind.MemberMissing] = RequiredMemberIsNotStored,
        [BreakKind.EnumValueGone] = EnumValueIsGone,
        [BreakKind.JobGone] = JobIsGone,
        [BreakKind.TasksRedone] = FinishedTasksAreRedone,
        [BreakKind.VersionUnreadable] = StoredVersionIsUnreadable,
    }.ToImmutableDictionary();

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
        ByKind.Values.Concat(new[] { ContractIsMissing, ContractIsOutdated, ContractLineIsUnreadable }).ToImmutableArray();
}
