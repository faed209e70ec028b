using System.Collections.Immutable;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.Rules;

/// <summary>
/// Which rule says what the parser found. One parser serves the generator and the analyzers, so what is not generated and
/// what is reported cannot drift apart; a test holds that every kind has its rule.
/// </summary>
internal static class FindingRules
{
    /// <summary>By kind. The arguments of a finding fill the placeholders of the rule's message.</summary>
    public static readonly ImmutableDictionary<JobFindingKind, DiagnosticDescriptor> ByKind =
        new Dictionary<JobFindingKind, DiagnosticDescriptor>
        {
            [JobFindingKind.NotPartial] = ClassRules.JobMustBePartial,
            [JobFindingKind.ContainingTypeNotPartial] = ClassRules.ContainingTypeMustBePartial,
            [JobFindingKind.Generic] = ClassRules.JobMustNotBeGeneric,
            [JobFindingKind.FileLocal] = ClassRules.JobMustNotBeFileLocal,
            [JobFindingKind.Inaccessible] = ClassRules.JobMustBeAccessible,
            [JobFindingKind.Abstract] = ClassRules.JobMustNotBeAbstract,
            [JobFindingKind.Static] = ClassRules.JobMustNotBeStatic,
            [JobFindingKind.PrimaryConstructor] = ClassRules.JobMustNotHavePrimaryConstructor,
            [JobFindingKind.DerivesFromJob] = ClassRules.JobMustNotDeriveFromJob,
            [JobFindingKind.BaseWithoutConstructor] = ClassRules.BaseNeedsConstructor,
            [JobFindingKind.ReservedNestedType] = ClassRules.NestedTypeNameIsReserved,
            [JobFindingKind.LanguageTooOld] = ClassRules.LanguageIsTooOld,
            [JobFindingKind.InvalidName] = ClassRules.JobNameIsInvalid,
            [JobFindingKind.InvalidAttributeValue] = ClassRules.AttributeValueOutOfRange,
            [JobFindingKind.InvalidWireName] = StateRules.StoredNameIsInvalid,

            [JobFindingKind.RunMissing] = RunAsyncRules.RunAsyncIsMissing,
            [JobFindingKind.RunAmbiguous] = RunAsyncRules.RunAsyncIsAmbiguous,
            [JobFindingKind.RunSignature] = RunAsyncRules.RunAsyncHasWrongShape,
            [JobFindingKind.RunReturnType] = RunAsyncRules.RunAsyncReturnsWrongType,
            [JobFindingKind.RunParameter] = RunAsyncRules.RunAsyncParameterCannotBeSupplied,
            [JobFindingKind.RunResultNotStorable] = StateRules.JobResultCannotBeStored,

            [JobFindingKind.TaskNotStatic] = TaskRules.TaskMustBeStatic,
            [JobFindingKind.TaskGeneric] = TaskRules.TaskMustNotBeGeneric,
            [JobFindingKind.TaskParameterByReference] = TaskRules.TaskParameterMustBePassedByValue,
            [JobFindingKind.TaskArgumentNotStorable] = StateRules.TaskArgumentCannotBeStored,
            [JobFindingKind.TaskResultNotStorable] = StateRules.TaskResultCannotBeStored,
            [JobFindingKind.TaskLessAccessible] = TaskRules.TaskSignatureIsLessAccessible,
            [JobFindingKind.TaskNameTaken] = TaskRules.TaskNameIsTaken,
            [JobFindingKind.TaskReturnType] = TaskRules.TaskReturnsWrongType,

            [JobFindingKind.RuntimeObject] = StateRules.RuntimeObjectInState,
            [JobFindingKind.OpenType] = StateRules.OpenTypeInState,
            [JobFindingKind.UnknownType] = StateRules.UnknownTypeInState,
            [JobFindingKind.StateTypeMember] = StateRules.StateTypeMemberCannotBeRestored,
            [JobFindingKind.WireNameClash] = StateRules.StoredNamesClash,
            [JobFindingKind.JournalNotReadOnly] = StateRules.JournalMustBeReadOnly,
            [JobFindingKind.ForbiddenMember] = StateRules.StateMemberIsForbidden,
            [JobFindingKind.BaseMemberInaccessible] = StateRules.BaseStateIsOutOfReach,
            [JobFindingKind.RequiredIgnored] = StateRules.RequiredMemberIsIgnored,

            [JobFindingKind.UpgradeSignature] = UpgradeRules.UpgradeHasWrongShape,
            [JobFindingKind.UpgradeVersion] = UpgradeRules.UpgradeVersionIsImpossible,
            [JobFindingKind.UpgradeParameterNotStorable] = UpgradeRules.UpgradeParameterCannotBeStored,
            [JobFindingKind.UpgradeTarget] = UpgradeRules.UpgradeGivesUnknownMember,
        }.ToImmutableDictionary();

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All = ByKind.Values.Distinct().ToImmutableArray();
}
