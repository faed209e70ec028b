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
    public const string InputCanBeSet = "JOB1015";
    public const string ServiceIsSetByConstructor = "JOB1016";
    public const string LanguageIsTooOld = "JOB1017";

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
    public const string IgnoredInputNeverArrives = "JOB2015";
    public const string IgnoredSumIsLostAtResume = "JOB2016";

    public const string JournaledItemIsChanged = "JOB2030";
    public const string JournaledKeyIsByReference = "JOB2031";

    public const string ContractIsMissing = "JOB2040";
    public const string ContractIsOutdated = "JOB2041";
    public const string StoredMemberIsLost = "JOB2042";
    public const string StoredValueIsMisread = "JOB2043";
    public const string RequiredMemberIsNotStored = "JOB2044";
    public const string EnumValueIsGone = "JOB2045";
    public const string JobIsGone = "JOB2046";
    public const string FinishedTasksAreRedone = "JOB2047";
    public const string StoredVersionIsUnreadable = "JOB2048";
    public const string ContractLineIsUnreadable = "JOB2049";
    public const string UpgradeHasWrongShape = "JOB2050";
    public const string UpgradeVersionIsImpossible = "JOB2051";
    public const string UpgradeParameterCannotBeStored = "JOB2052";
    public const string UpgradeGivesUnknownMember = "JOB2053";

    public const string StoredResultIsAddedTwice = "JOB3001";
    public const string WorkIsDropped = "JOB3002";
    public const string RunAsyncBlocks = "JOB3003";
    public const string StateIsTouchedConcurrently = "JOB3004";
    public const string LocalIsLostAtResume = "JOB3005";
    public const string InterruptionIsSwallowed = "JOB3006";
    public const string HandlesAreAwaitedInOrder = "JOB3007";
    public const string LoopHasNoInterruptionPoint = "JOB3008";
    public const string StateIsNeverSaved = "JOB3009";
    public const string WorkBesideDispatcher = "JOB3010";
    public const string AsyncVoid = "JOB3011";
    public const string DelayInsteadOfSleep = "JOB3012";
    public const string KeyRepeats = "JOB3013";
    public const string DispatchRepeats = "JOB3014";
    public const string TokenIsNotPassedOn = "JOB3015";
    public const string CheckpointElsewhere = "JOB3016";
    public const string IdentityIsUnstable = "JOB3017";
    public const string TaskTakesNoToken = "JOB3018";
    public const string StaticStateIsChanged = "JOB3019";
    public const string InputIsChanged = "JOB3020";
    public const string TaskFailureIsIgnored = "JOB3021";
    public const string ResultIsPairedByOrder = "JOB3022";
    public const string LoopStartsOver = "JOB3023";
    public const string GroupIsEnumeratedTwice = "JOB3024";
    public const string AwaitLeavesTheLane = "JOB3025";
    public const string ArgumentIsChanged = "JOB3026";
    public const string WorkCrossesCheckpoint = "JOB3027";

    public const string TaskOutsideOfJob = "JOB4001";
    public const string JobAssemblyIsNotAdded = "JOB4002";
    public const string OptionOutOfRange = "JOB4003";
    public const string OptionWithoutEffect = "JOB4004";
    public const string PoolIsUnknown = "JOB4005";
    public const string TaskIsCalledAsMethod = "JOB4006";
    public const string SubmitIsDropped = "JOB4007";
    public const string SecretIsStored = "JOB4008";
    public const string JobSubmitsItself = "JOB4009";
}
