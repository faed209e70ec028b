namespace Jobs.Architecture.Tests.Sources;

/// <summary>How a guard speaks: every violation in full, one a line, where xunit's own message would cut them short.</summary>
internal static class Guard
{
    public static void FindsNothing(IEnumerable<string> violations)
    {
        var found = violations.Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, $"{found.Count} found:\n{string.Join('\n', found)}");
    }
}
