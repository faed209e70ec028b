namespace Jobs.Analyzers;

/// <summary>Where each rule is explained.</summary>
internal static class HelpLinks
{
    // Relative to the repository, since the project has no public address; an address that is not ours would be worse.
    private const string Root = "docs/rules/";

    public static string For(string id) => $"{Root}{id}.md";
}
