namespace Jobs.Architecture.Tests.Rooms;

/// <summary>One room of Jobs.Runtime: a folder of that name, which is also a namespace.</summary>
/// <param name="Level">It uses only rooms of lower levels.</param>
/// <param name="Name">The folder.</param>
/// <param name="Duty">What it is for, as ARCHITECTURE.md says it.</param>
/// <param name="Beside">Rooms of its own level that it may use all the same.</param>
internal sealed record Room(int Level, string Name, string Duty, params string[] Beside)
{
    public bool MayUse(Room other) => other == this || other.Level < Level || Beside.Contains(other.Name);
}
