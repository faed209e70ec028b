namespace Jobs.Analyzers;

/// <summary>What the rules of a range are about, as editors group them and as <c>.editorconfig</c> can set them together.</summary>
internal static class Categories
{
    public const string Declaration = "Jobs.Declaration";
    public const string State = "Jobs.State";
    public const string Resume = "Jobs.Resume";
    public const string Usage = "Jobs.Usage";
}
