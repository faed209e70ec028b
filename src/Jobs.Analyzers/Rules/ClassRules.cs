using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.Rules;

/// <summary>The rules of a job's class: what the generator cannot write a second half for.</summary>
internal static class ClassRules
{
    public static readonly DiagnosticDescriptor JobMustBePartial = new(
        DiagnosticIds.JobMustBePartial,
        "A job must be partial",
        "Job '{0}' must be partial: its storage and resume code is generated into it",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generator writes the job's second half into the class itself, so that it reaches private state without reflection.",
        HelpLinks.For(DiagnosticIds.JobMustBePartial));

    public static readonly DiagnosticDescriptor ContainingTypeMustBePartial = new(
        DiagnosticIds.ContainingTypeMustBePartial,
        "A type around a job must be partial",
        "'{1}' must be partial, because job '{0}' is declared inside it",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "To write the second half of a nested job the generator re-opens every type around it.",
        HelpLinks.For(DiagnosticIds.ContainingTypeMustBePartial));

    public static readonly DiagnosticDescriptor JobMustNotBeGeneric = new(
        DiagnosticIds.JobMustNotBeGeneric,
        "A job must not be generic",
        "Job '{0}' cannot be stored: '{1}' is generic, and a stored name cannot say with which types; make a job for each",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A row in the store names its job by one fixed name. It could not name a closed generic type.",
        HelpLinks.For(DiagnosticIds.JobMustNotBeGeneric));

    public static readonly DiagnosticDescriptor JobMustNotBeFileLocal = new(
        DiagnosticIds.JobMustNotBeFileLocal,
        "A job must not be file-local",
        "Job '{0}' cannot be generated: '{1}' is visible in its file only; remove 'file'",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A part in another file would be another type, so the generated half would not belong to the job.",
        HelpLinks.For(DiagnosticIds.JobMustNotBeFileLocal));

    public static readonly DiagnosticDescriptor JobMustBeAccessible = new(
        DiagnosticIds.JobMustBeAccessible,
        "A job must be accessible in its assembly",
        "Job '{0}' cannot be registered: '{1}' is private or protected; make it internal",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generated registration method names every job of the assembly, so each must be internal or public.",
        HelpLinks.For(DiagnosticIds.JobMustBeAccessible));

    public static readonly DiagnosticDescriptor JobMustNotBeAbstract = new(
        DiagnosticIds.JobMustNotBeAbstract,
        "A job must not be abstract",
        "Job '{0}' is abstract: no instance can be restored; put [Job] on the classes that derive from it",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Each attempt restores an instance of the class that carries the attribute.",
        HelpLinks.For(DiagnosticIds.JobMustNotBeAbstract));

    public static readonly DiagnosticDescriptor JobMustNotBeStatic = new(
        DiagnosticIds.JobMustNotBeStatic,
        "A job must not be static",
        "Job '{0}' is static: it has no state to store; remove 'static'",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A job is an instance whose members are its input and state.",
        HelpLinks.For(DiagnosticIds.JobMustNotBeStatic));

    public static readonly DiagnosticDescriptor JobMustNotHavePrimaryConstructor = new(
        DiagnosticIds.JobMustNotHavePrimaryConstructor,
        "A job must not have a primary constructor",
        "Job '{0}' has a primary constructor, whose parameters cannot be restored; declare required init properties, and take services in RunAsync",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Captured parameters live in fields without names, and beside a primary constructor C# allows no constructor that restores a job from stored values.",
        HelpLinks.For(DiagnosticIds.JobMustNotHavePrimaryConstructor));

    public static readonly DiagnosticDescriptor JobMustNotDeriveFromJob = new(
        DiagnosticIds.JobMustNotDeriveFromJob,
        "A job must not derive from a job",
        "Job '{0}' derives from job '{1}': its stored shape would be part of both; share a base class that is no job",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Two stored names would describe one state, and a change of the base would silently change the rows of both.",
        HelpLinks.For(DiagnosticIds.JobMustNotDeriveFromJob));

    public static readonly DiagnosticDescriptor BaseNeedsConstructor = new(
        DiagnosticIds.BaseNeedsConstructor,
        "The base class of a job needs a constructor without parameters",
        "Job '{0}' cannot be restored: '{1}' has no accessible constructor without parameters",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A restored job is built without arguments; members are then set from stored values.",
        HelpLinks.For(DiagnosticIds.BaseNeedsConstructor));

    public static readonly DiagnosticDescriptor NestedTypeNameIsReserved = new(
        DiagnosticIds.NestedTypeNameIsReserved,
        "A name inside a job is reserved",
        "Job '{0}' must not declare '{1}': the generator writes a type of that name",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generated half of a job declares the nested class Context. Only the generator may.",
        HelpLinks.For(DiagnosticIds.NestedTypeNameIsReserved));

    public static readonly DiagnosticDescriptor JobNameIsInvalid = new(
        DiagnosticIds.JobNameIsInvalid,
        "The stored name of a job is invalid",
        "Job '{0}' cannot be stored as {1}: {2}",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Rows of the job are stored and found under this name. It has 1 to 100 characters.",
        HelpLinks.For(DiagnosticIds.JobNameIsInvalid));

    public static readonly DiagnosticDescriptor AttributeValueOutOfRange = new(
        DiagnosticIds.AttributeValueOutOfRange,
        "A value of an attribute is out of its range",
        "{1} of '{0}' is {2}, which is not allowed ({3})",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The value would be refused when the host starts.",
        HelpLinks.For(DiagnosticIds.AttributeValueOutOfRange));

    public static readonly DiagnosticDescriptor LanguageIsTooOld = new(
        DiagnosticIds.LanguageIsTooOld,
        "A job needs C# 12",
        "Job '{0}' cannot be generated: its project is compiled as C# {1}, and what is generated is C# 12; remove <LangVersion> from the project, or set it to 12 or later",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generated half of a job uses C# 12. A project gets that, or a later one, by itself from .NET 8 on; an older target or <LangVersion> takes an older one.",
        HelpLinks.For(DiagnosticIds.LanguageIsTooOld));
}
