namespace Jobs;

/// <summary>A line that a job kept with <c>ctx.Log</c>.</summary>
/// <param name="At">When it was said.</param>
/// <param name="Text">What was said.</param>
public sealed record JobLogLine(DateTimeOffset At, string Text);
