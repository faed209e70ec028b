namespace Jobs.Analyzers;

/// <summary>
/// Every id, once. 10xx the class · 11xx RunAsync · 12xx tasks · 2xxx what is stored · 3xxx resume and concurrency ·
/// 4xxx usage. An id is never given to another rule, not even after its own is gone.
/// </summary>
internal static class DiagnosticIds
{
    public const string JobMustBePartial = "JOB1001";
    public const string ContainingTypeMustBePartial = "JOB1002";
    public const string JobMustNotBeGeneric = "JOB1003";
    public const string JobMustNotBeFileLocal = "JOB1004";
    public const string JobMustBeAccessible = "JOB1005";
    public const string JobMustNotBeAbstract = "JOB1006";
    public const string JobMustNotBeStatic = "JOB1007";
    public const string JobMustNotHavePrimaryConstructor = "JOB1008";
    public const string JobMustNotDeriveFromJob = "JOB1009";
    public const string BaseNeedsConstructor = "JOB1010";
    public const string NestedTypeNameIsReserved = "JOB1011";
    public const string JobNameIsInvalid = "JOB1012";
    public const string AttributeValueOutOfRange = "JOB1013";
    public const string JobNameIsTaken = "JOB1014";

    public const string RunAsyncIsMissing = "JOB1101";
    public const string RunAsyncIsAmbiguous = "JOB1102";
    public const string RunAsyncHasWrongShape = "JOB1103";
    public const string RunAsyncReturnsWrongType = "JOB1104";
    public const string RunAsyncParameterCannotBeSupplied = "JOB1105";

    public const string TaskMustBeStatic = "JOB1201";
    public const string TaskMustNotBeGeneric = "JOB1202";
    public const string TaskParameterMustBePassedByValue = "JOB1203";
    public const string TaskSignatureIsLessAccessible = "JOB1204";
    public const string TaskNameIsTaken = "JOB1205";
    public const string TaskReturnsWrongType = "JOB1206";

    public const string RuntimeObjectInState = "JOB2001";
    public const string OpenTypeInState = "JOB2002";
    public const string UnknownTypeInState = "JOB2003";
    public const string StateTypeMemberCannotBeRestored = "JOB2004";
    public const string StoredNamesClash = "JOB2005";
    public const string StoredNameIsInvalid = "JOB2006";
    public const string JournalMustBeReadOnly = "JOB2007";
    public const string BaseStateIsOutOfReach = "JOB2008";
    public const string RequiredMemberIsIgnored = "JOB2009";
    public const string JobResultCannotBeStored = "JOB2010";
    public const string TaskArgumentCannotBeStored = "JOB2011";
    public const string TaskResultCannotBeStored = "JOB2012";
    public const string StateTypeHasDerivedTypes = "JOB2013";
    public const string StateMemberIsForbidden = "JOB2014";

    public const string StoredResultIsAddedTwice = "JOB3001";
    public const string WorkIsDropped = "JOB3002";
    public const string RunAsyncBlocks = "JOB3003";

    public const string TaskOutsideOfJob = "JOB4001";
}
