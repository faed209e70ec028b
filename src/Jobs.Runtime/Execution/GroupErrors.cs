using System.Globalization;
using Jobs.CompilerServices;

namespace Jobs.Execution;

/// <summary>The errors of tasks that are the framework's own.</summary>
internal static class GroupErrors
{
    public static JobError Cancelled { get; } = new("Cancelled", "Another task of the group failed, and the group fails fast.");

    public static JobError TimedOut(JobTaskDescriptor task) =>
        new("Timeout", string.Create(CultureInfo.InvariantCulture, $"Task '{task.Name}' took longer than its {task.Timeout.TotalSeconds:0.###} s."));
}
