namespace Jobs.Remote.Tests.Zoo;

/// <summary>Adds up its input; what was in its initial state counts, too.</summary>
[Job("add", Version = 3)]
public sealed partial class AddJob
{
    private readonly JournaledList<int> _extra = [];

    public required int Number { get; init; }

    public string? Note { get; init; }

    public Limits? Within { get; init; }

    public int Start { get; set; }

    public AddJob With(int extra)
    {
        _extra.Add(extra);
        return this;
    }

    private Task<int> RunAsync(Context ctx)
    {
        ctx.Log(Note ?? "no note");
        return Task.FromResult(Start + Number + _extra.Sum());
    }
}

/// <summary>A part of an input.</summary>
public sealed record Limits(int Low, int High);
