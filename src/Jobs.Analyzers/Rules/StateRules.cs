using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.Rules;

/// <summary>The rules of what a job stores: its members, arguments and results.</summary>
internal static class StateRules
{
    public static readonly DiagnosticDescriptor RuntimeObjectInState = new(
        DiagnosticIds.RuntimeObjectInState,
        "A runtime object cannot be stored",
        "'{0}' cannot be stored: '{1}'{2} lives in this process only; {3}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Contexts, handles, tokens, streams, delegates, loggers and services mean nothing after a restart.",
        HelpLinks.For(DiagnosticIds.RuntimeObjectInState));

    public static readonly DiagnosticDescriptor OpenTypeInState = new(
        DiagnosticIds.OpenTypeInState,
        "What an open type holds is not known",
        "'{0}' cannot be stored: a '{1}'{2} may hold anything; {3}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Stored values are read back as the type that is declared. For an interface, object or an abstract class that type is not known, unless it declares its types.",
        HelpLinks.For(DiagnosticIds.OpenTypeInState));

    public static readonly DiagnosticDescriptor UnknownTypeInState = new(
        DiagnosticIds.UnknownTypeInState,
        "A type has no stored form",
        "'{0}' cannot be stored: there is no stored form for '{1}'{2}: {3}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generator writes the code that stores each type. This one it does not know, or would lose a part of.",
        HelpLinks.For(DiagnosticIds.UnknownTypeInState));

    public static readonly DiagnosticDescriptor StateTypeMemberCannotBeRestored = new(
        DiagnosticIds.StateTypeMemberCannotBeRestored,
        "A member of a stored type cannot be restored",
        "'{0}' cannot be stored: '{3}' of '{1}'{2} {4}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A member that would be lost on resume must be left out on purpose, not by accident.",
        HelpLinks.For(DiagnosticIds.StateTypeMemberCannotBeRestored));

    public static readonly DiagnosticDescriptor StoredNamesClash = new(
        DiagnosticIds.StoredNamesClash,
        "Two members have one stored name",
        "'{2}' and '{3}' of '{0}' would both be stored as '{1}'; {4}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The stored name of a member is its own without a leading underscore, unless [JobName] says otherwise.",
        HelpLinks.For(DiagnosticIds.StoredNamesClash));

    public static readonly DiagnosticDescriptor StoredNameIsInvalid = new(
        DiagnosticIds.StoredNameIsInvalid,
        "A stored name is invalid",
        "'{0}' cannot be stored as {1}: {2}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A stored name has 1 to 100 characters.",
        HelpLinks.For(DiagnosticIds.StoredNameIsInvalid));

    public static readonly DiagnosticDescriptor JournalMustBeReadOnly = new(
        DiagnosticIds.JournalMustBeReadOnly,
        "A journaled collection must be read-only",
        "'{0}' must be read-only: a checkpoint stores the changes of one collection, and another in its place would not be noticed",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Declare it as a readonly field or a property without setter that is initialized with an empty collection.",
        HelpLinks.For(DiagnosticIds.JournalMustBeReadOnly));

    public static readonly DiagnosticDescriptor BaseStateIsOutOfReach = new(
        DiagnosticIds.BaseStateIsOutOfReach,
        "State of a base class is out of reach",
        "'{2}' of base class '{1}' would be lost when '{0}' resumes: {3}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generated half of a job reaches what the job itself can reach, which a private member of a base class is not.",
        HelpLinks.For(DiagnosticIds.BaseStateIsOutOfReach));

    public static readonly DiagnosticDescriptor RequiredMemberIsIgnored = new(
        DiagnosticIds.RequiredMemberIsIgnored,
        "A required member cannot be ignored",
        "'{0}' is required and marked [JobIgnore]: no attempt could be given its value; remove one of the two",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Each attempt runs on an instance that was built from stored values.",
        HelpLinks.For(DiagnosticIds.RequiredMemberIsIgnored));

    public static readonly DiagnosticDescriptor JobResultCannotBeStored = new(
        DiagnosticIds.JobResultCannotBeStored,
        "The result of a job cannot be stored",
        "The result of job '{0}', '{1}', cannot be stored: {2}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A job's result is kept with the job, so that it can be awaited after a restart.",
        HelpLinks.For(DiagnosticIds.JobResultCannotBeStored));

    public static readonly DiagnosticDescriptor TaskArgumentCannotBeStored = new(
        DiagnosticIds.TaskArgumentCannotBeStored,
        "An argument of a task cannot be stored",
        "Parameter '{1}' of task '{0}' is a '{2}', which cannot be stored: {3}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Arguments are stored and identify the task. Services come after the task's context.",
        HelpLinks.For(DiagnosticIds.TaskArgumentCannotBeStored));

    public static readonly DiagnosticDescriptor TaskResultCannotBeStored = new(
        DiagnosticIds.TaskResultCannotBeStored,
        "The result of a task cannot be stored",
        "The result of task '{0}', '{1}', cannot be stored: {2}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A finished task is not run again after a crash, because its result is stored.",
        HelpLinks.For(DiagnosticIds.TaskResultCannotBeStored));

    public static readonly DiagnosticDescriptor StateMemberIsForbidden = new(
        DiagnosticIds.StateMemberIsForbidden,
        "A member that no code may name cannot be stored",
        "'{0}' cannot be stored: {1}, or mark the member [JobIgnore]",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generated code names each stored member. One that is [Experimental], or [Obsolete] as an error, or that implements an interface explicitly, it cannot name.",
        HelpLinks.For(DiagnosticIds.StateMemberIsForbidden));
}
