namespace Jobs.Architecture.Tests.Rooms;

/// <summary>One use of a room's type by another room.</summary>
internal sealed record Arrow(Room From, Room To, string TypeName, string Place)
{
    public override string ToString() =>
        $"{Place}: {From.Name} (level {From.Level}) uses {TypeName} of {To.Name} (level {To.Level})";
}
