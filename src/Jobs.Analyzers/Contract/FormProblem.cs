namespace Jobs.Analyzers.Contract;

/// <summary>A place inside a stored value that its new type reads wrongly or not at all.</summary>
/// <param name="Kind">Lost, misread, missing, or an enum's value that is gone.</param>
/// <param name="Path">Where, from the member on: <c>failures[].Index</c>.</param>
/// <param name="Stored">The stored form; of an enum, the value that is gone.</param>
/// <param name="Read">The form that is read.</param>
/// <param name="Keys">The lines of the named types that it is about.</param>
internal sealed record FormProblem(BreakKind Kind, string Path, string Stored, string Read, IReadOnlyList<string> Keys)
{
    /// <summary>The stored name of the member at the end of the path.</summary>
    public string Name => Path.Substring(Path.LastIndexOf('.') + 1);
}
