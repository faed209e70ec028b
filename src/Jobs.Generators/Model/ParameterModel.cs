namespace Jobs.Generators.Model;

/// <summary>A parameter of <c>RunAsync</c> or of a task.</summary>
/// <param name="Role">What is passed for it.</param>
/// <param name="Name">Escaped.</param>
/// <param name="WireName">Its name in stored arguments.</param>
/// <param name="TypeName">Its type with nullable annotations.</param>
/// <param name="Type">Its entry among the stored types; null unless it is an argument.</param>
/// <param name="Default">Its default value as a literal, or null when it has none.</param>
internal sealed record ParameterModel(
    ParameterRole Role, string Name, string WireName, string TypeName, TypeUse? Type, string? Default);

/// <summary>What is passed for a parameter.</summary>
internal enum ParameterRole
{
    /// <summary>The generated <c>Context</c> of a job, or a task's <c>TaskContext</c>.</summary>
    Context,

    /// <summary>A stored argument of a task.</summary>
    Argument,

    /// <summary>Resolved from the attempt's services.</summary>
    Service,

    /// <summary>The context's token.</summary>
    CancellationToken,
}
