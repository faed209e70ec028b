using System.Globalization;

namespace Jobs.Analyzers.Contract;

/// <summary>The ways out of a break, in the order in which an author should think of them.</summary>
internal static class Remedies
{
    public static string ForLost(string name, JobShape stored, JobShape code, bool isJournal) =>
        $"if it was renamed, mark what it is now [FormerlyNamed(\"{name}\")]; if it goes, raise Version to {Next(stored, code)}"
        + (isJournal ? "" : $", and take its value in [UpgradeFrom({Number(stored.Version)})] if it still matters");

    public static string ForMisread(JobShape stored, JobShape code, bool isJournal) =>
        isJournal
            ? "no upgrade reaches journaled members: give it its old form back, or give the new one another name and move the items in RunAsync"
            : $"give it its old form back, give the new one another name, or {Convert("give it", stored, code)}";

    public static string ForMissing(JobShape stored, JobShape code, bool isJournal) =>
        isJournal ? "give it a default" : $"give it a default, or {Convert("give it", stored, code)}";

    public static string ForEnumValue(string value, JobShape stored, JobShape code, bool isJournal) =>
        KeepOrMark(value)
        + (isJournal ? "" : $", or {Convert("give the member", stored, code)}");

    public static string ForResult(FormProblem problem, JobShape stored, JobShape code) =>
        $"{Restore(problem)}, or raise Version to {Next(stored, code)} to say that results of ended jobs may become unreadable";

    public static string ForTask(TaskShape stored) => $"or raise the task's Version to {Number(stored.Version + 1)} to say that it is other work";

    public static string ForTaskResult(FormProblem problem, TaskShape stored) => $"{Restore(problem)}, {ForTask(stored)}";

    /// <summary>How a result stays readable, which no upgrade reaches.</summary>
    private static string Restore(FormProblem problem) => problem.Kind switch
    {
        BreakKind.EnumValueGone => KeepOrMark(problem.Stored),
        BreakKind.MemberLost => $"put it back, or mark what it is now [FormerlyNamed(\"{problem.Name}\")]",
        BreakKind.MemberMissing => "give it a default",
        _ => "give it its old form back",
    };

    private static string KeepOrMark(string value) => $"keep it, or mark the value that takes its place [FormerlyNamed(\"{value}\")]";

    private static string Convert(string verb, JobShape stored, JobShape code) =>
        code.Version > stored.Version
            ? $"{verb} in [UpgradeFrom({Number(code.Version - 1)})]"
            : $"raise Version to {Next(stored, code)} and {verb} in [UpgradeFrom({Number(stored.Version)})]";

    private static string Next(JobShape stored, JobShape code) => Number(Math.Max(code.Version, stored.Version + 1));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
