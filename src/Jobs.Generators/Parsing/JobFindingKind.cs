namespace Jobs.Generators.Parsing;

/// <summary>
/// What can be wrong with a job class. Each member says its arguments, which fill a message's placeholders. Those marked
/// <i>blocks</i> leave nothing that could be emitted; the others leave out the one member, task or method they name.
/// </summary>
internal enum JobFindingKind
{
    // ---- the class -------------------------------------------------------------------------------------------------

    /// <summary>Blocks. {0} class.</summary>
    NotPartial,

    /// <summary>Blocks. {0} class, {1} the type around it that is not partial.</summary>
    ContainingTypeNotPartial,

    /// <summary>Blocks: a stored name cannot name a closed generic type. {0} class, {1} the generic type: it or one around it.</summary>
    Generic,

    /// <summary>Blocks: our half would be another type. {0} class, {1} the file-local type: it or one around it.</summary>
    FileLocal,

    /// <summary>Blocks: the registration cannot name it. {0} class, {1} the private or protected type: it or one around it.</summary>
    Inaccessible,

    /// <summary>Blocks. {0} class.</summary>
    Abstract,

    /// <summary>Blocks. {0} class.</summary>
    Static,

    /// <summary>Blocks: a restoring constructor cannot stand beside one. {0} class.</summary>
    PrimaryConstructor,

    /// <summary>Blocks. {0} class, {1} the job it derives from.</summary>
    DerivesFromJob,

    /// <summary>Blocks. {0} class, {1} the base class, which has no constructor without parameters that the job could call.</summary>
    BaseWithoutConstructor,

    /// <summary>Blocks: the generator writes a type of that name. {0} class, {1} the name.</summary>
    ReservedNestedType,

    /// <summary>Blocks. {0} class, {1} the project's version of the language.</summary>
    LanguageTooOld,

    /// <summary>Blocks. {0} class, {1} the name in quotes or the word null, {2} what is wrong with it.</summary>
    InvalidName,

    /// <summary>An attribute's value is out of its range; the default is used. {0} class or task, {1} argument, {2} value, {3} the range.</summary>
    InvalidAttributeValue,

    /// <summary>A name is empty or too long. {0} class, member or task, {1} the name in quotes or the word null, {2} what is wrong with it.</summary>
    InvalidWireName,

    // ---- RunAsync --------------------------------------------------------------------------------------------------

    /// <summary>{0} class.</summary>
    RunMissing,

    /// <summary>{0} class. Several methods are named RunAsync and take a Context first.</summary>
    RunAmbiguous,

    /// <summary>{0} class, {1} what is wrong: "is static", "is generic", "takes no Context first".</summary>
    RunSignature,

    /// <summary>{0} class, {1} its return type.</summary>
    RunReturnType,

    /// <summary>{0} class, {1} parameter, {2} its type: passed by reference, a second context, or a type that no container holds, {3} what to do about it.</summary>
    RunParameter,

    /// <summary>{0} class, {1} the result's type, {2} why it cannot be stored.</summary>
    RunResultNotStorable,

    // ---- tasks -----------------------------------------------------------------------------------------------------

    /// <summary>{0} task.</summary>
    TaskNotStatic,

    /// <summary>{0} task.</summary>
    TaskGeneric,

    /// <summary>{0} task, {1} its return type: async void, by reference, or a stream of values.</summary>
    TaskReturnType,

    /// <summary>{0} task, {1} parameter: ref, in, out, or a type that lives on the stack.</summary>
    TaskParameterByReference,

    /// <summary>{0} task, {1} parameter, {2} its type, {3} why it cannot be stored, or that it is of a job's context.</summary>
    TaskArgumentNotStorable,

    /// <summary>{0} task, {1} the result's type, {2} why it cannot be stored.</summary>
    TaskResultNotStorable,

    /// <summary>{0} task, {1} a type of its signature that is less accessible than Context.</summary>
    TaskLessAccessible,

    /// <summary>{0} task, {1} the name that another task of the class has: stored or, without Async, the method's.</summary>
    TaskNameTaken,

    // ---- members and types -----------------------------------------------------------------------------------------

    /// <summary>A runtime object: it lives in this process only. {0} member, {1} the offending type, {2} where: the path inside the member's type, or empty, {3} what to do about it.</summary>
    RuntimeObject,

    /// <summary>An interface, <c>object</c> or abstract class: what it holds is not known here. {0} member, {1} the offending type, {2} path, {3} what to do about it.</summary>
    OpenType,

    /// <summary>No codec for it. {0} member, {1} the offending type, {2} path, {3} what to do about it.</summary>
    UnknownType,

    /// <summary>A member of a state type that cannot be reached or set. {0} member, {1} the state type, {2} path, {3} its member, {4} why, and what to do.</summary>
    StateTypeMember,

    /// <summary>{0} class, {1} wire name, {2} and {3} the members, {4} what to do about it.</summary>
    WireNameClash,

    /// <summary>A journaled member that could be replaced. {0} member.</summary>
    JournalNotReadOnly,

    /// <summary>A member that our code could not name. {0} member, {1} why, and what to do about it.</summary>
    ForbiddenMember,

    /// <summary>State of a base class that the job cannot reach. {0} class, {1} base class, {2} member, {3} why, and what to do about it.</summary>
    BaseMemberInaccessible,

    /// <summary>A required member that is not stored. {0} member.</summary>
    RequiredIgnored,

    // ---- upgrades --------------------------------------------------------------------------------------------------

    /// <summary>{0} upgrade, {1} what is wrong: "is not static", "is generic", …</summary>
    UpgradeSignature,

    /// <summary>{0} upgrade, {1} the version it names, {2} why that is none.</summary>
    UpgradeVersion,

    /// <summary>{0} upgrade, {1} parameter, {2} its type, {3} why it cannot be stored.</summary>
    UpgradeParameterNotStorable,

    /// <summary>{0} upgrade, {1} parameter, {2} class, {3} what the name is instead: of no member, or of a journaled one.</summary>
    UpgradeTarget,
}
