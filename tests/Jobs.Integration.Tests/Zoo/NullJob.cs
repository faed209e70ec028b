namespace Jobs.Integration.Tests.Zoo;

/// <summary>Returns no task at all, which no compiler stops it from doing.</summary>
[Job("null-task")]
public sealed partial class NullTaskJob
{
    private Task RunAsync(Context ctx) => null!;
}

/// <summary>Returns null where a value is promised.</summary>
[Job("null-result")]
public sealed partial class NullResultJob
{
    private Task<string> RunAsync(Context ctx) => Task.FromResult<string>(null!);
}
