namespace Jobs.Generators.Emission;

/// <summary>
/// In which order the members of a restored object are set. A setter that somebody wrote may ask for other members, so the plain ones
/// come before it; and it may change them, so they come behind it once more: what was stored of them has the last word.
/// </summary>
internal static class SettingOrder
{
    public static IReadOnlyList<TMember> Of<TMember>(IEnumerable<TMember> members, Func<TMember, bool> mayChangeOthers)
    {
        var all = members.ToList();
        var plain = all.Where(m => !mayChangeOthers(m)).ToList();
        return plain.Count == all.Count ? all : [.. plain, .. all.Where(mayChangeOthers), .. plain];
    }
}
