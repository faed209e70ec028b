using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.Rules;

/// <summary>JOB2050 to JOB2053: methods marked <c>[UpgradeFrom]</c>.</summary>
internal static class UpgradeRules
{
    public static readonly DiagnosticDescriptor UpgradeHasWrongShape = new(
        DiagnosticIds.UpgradeHasWrongShape,
        "An upgrade has the wrong shape",
        "Upgrade '{0}' {1}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "An upgrade is a static void method that takes stored members by value and gives new ones with out.",
        HelpLinks.For(DiagnosticIds.UpgradeHasWrongShape));

    public static readonly DiagnosticDescriptor UpgradeVersionIsImpossible = new(
        DiagnosticIds.UpgradeVersionIsImpossible,
        "An upgrade is from no older version",
        "Upgrade '{0}' is from version {1}, and {2}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "An upgrade turns rows of one older version into rows of the next, so there is at most one from each version below the job's.",
        HelpLinks.For(DiagnosticIds.UpgradeVersionIsImpossible));

    public static readonly DiagnosticDescriptor UpgradeParameterCannotBeStored = new(
        DiagnosticIds.UpgradeParameterCannotBeStored,
        "A parameter of an upgrade cannot be stored",
        "Parameter '{1}' of upgrade '{0}' is a '{2}', which cannot be stored: {3}",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "An upgrade takes what an older version stored, and gives what this one reads.",
        HelpLinks.For(DiagnosticIds.UpgradeParameterCannotBeStored));

    public static readonly DiagnosticDescriptor UpgradeGivesUnknownMember = new(
        DiagnosticIds.UpgradeGivesUnknownMember,
        "An upgrade gives a member that nobody reads",
        "Parameter '{1}' of upgrade '{0}' is {3} of '{2}', and no later upgrade takes it; name it as the member is stored, or use [JobName]",
        Categories.State,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "What an upgrade gives is read as the member of its name, whatever the case of the first letter, or taken by a later upgrade.",
        HelpLinks.For(DiagnosticIds.UpgradeGivesUnknownMember));
}
