using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.Rules;

/// <summary>The rules of a job's tasks.</summary>
internal static class TaskRules
{
    public static readonly DiagnosticDescriptor TaskMustBeStatic = new(
        DiagnosticIds.TaskMustBeStatic,
        "A task must be static",
        "Task '{0}' must be static: it runs in parallel to its job and must not reach the job's state",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A task gets what it needs as stored arguments, so that it can be found again after a crash, and returns what it has to say.",
        HelpLinks.For(DiagnosticIds.TaskMustBeStatic));

    public static readonly DiagnosticDescriptor TaskMustNotBeGeneric = new(
        DiagnosticIds.TaskMustNotBeGeneric,
        "A task must not be generic",
        "Task '{0}' must not be generic: its stored arguments could not say with which types it ran",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A task's identity is its name, its version and its arguments.",
        HelpLinks.For(DiagnosticIds.TaskMustNotBeGeneric));

    public static readonly DiagnosticDescriptor TaskParameterMustBePassedByValue = new(
        DiagnosticIds.TaskParameterMustBePassedByValue,
        "A parameter of a task must be passed by value",
        "Parameter '{1}' of task '{0}' must be passed by value, as a type that a field can hold",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Arguments are stored with the task and passed to it later, so they can neither be references to the caller's variables nor live on its stack.",
        HelpLinks.For(DiagnosticIds.TaskParameterMustBePassedByValue));

    public static readonly DiagnosticDescriptor TaskSignatureIsLessAccessible = new(
        DiagnosticIds.TaskSignatureIsLessAccessible,
        "A type in a task's signature is less accessible than its job's Context",
        "Task '{0}' uses '{1}', which is less accessible than the Context that offers the task; make it as accessible as RunAsync",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generated Context offers each task by a method with the task's own argument and result types, so these must be at least as accessible as it is.",
        HelpLinks.For(DiagnosticIds.TaskSignatureIsLessAccessible));

    public static readonly DiagnosticDescriptor TaskNameIsTaken = new(
        DiagnosticIds.TaskNameIsTaken,
        "Two tasks of a job have one name",
        "Task '{0}' has the name '{1}', which another task of the job has",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A task is found in the store, and offered by the dispatcher, by its name: the method's without a trailing Async, or the one in its attribute.",
        HelpLinks.For(DiagnosticIds.TaskNameIsTaken));

    public static readonly DiagnosticDescriptor TaskReturnsWrongType = new(
        DiagnosticIds.TaskReturnsWrongType,
        "A task returns the wrong type",
        "Task '{0}' returns '{1}'; it must return void, a value, Task, Task<T>, ValueTask or ValueTask<T>",
        Categories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The framework must know when a task has ended and what it returned, which async void, references and streams do not say.",
        HelpLinks.For(DiagnosticIds.TaskReturnsWrongType));
}
