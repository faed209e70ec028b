namespace Jobs.Generators.Model;

/// <summary>
/// Everything that is emitted for one job class. A model flows through the incremental pipeline, so it and all that it
/// holds must be immutable, compare by value, and hold no symbol, syntax, location or compilation.
/// </summary>
internal sealed record JobModel
{
    /// <summary>The declaration to re-open.</summary>
    public required TypeHierarchy Hierarchy { get; init; }

    /// <summary>The class as code names it: <c>global::Acme.FileCopyJob</c>.</summary>
    public required string FullName { get; init; }

    /// <summary>The class's own name, escaped.</summary>
    public required string Name { get; init; }

    public required string StoredName { get; init; }

    public required int Version { get; init; }

    public required EquatableArray<string> FormerNames { get; init; }

    /// <summary>As the attribute says; 0 for the host's default.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>The attribute's timeout in ticks of 100 ns; 0 for none.</summary>
    public required long TimeoutTicks { get; init; }

    /// <summary>Null when <c>RunAsync</c> is missing or wrong: then only the context is emitted, so that the author can go on typing.</summary>
    public required RunModel? Run { get; init; }

    /// <summary>The keyword or keywords of <c>Context</c>: those of <c>RunAsync</c>.</summary>
    public required string ContextAccessibility { get; init; }

    public required EquatableArray<JobMemberModel> Members { get; init; }

    public required EquatableArray<TaskModel> Tasks { get; init; }

    /// <summary>By the version that they upgrade from, the lowest first.</summary>
    public required EquatableArray<UpgradeModel> Upgrades { get; init; }

    /// <summary>Every type that is stored, once, sorted by id; members refer to them by <see cref="StateTypeModel.Id"/>.</summary>
    public required EquatableArray<StateTypeModel> Types { get; init; }

    /// <summary>Whether the author declared no constructor, so that the public one would vanish beside ours.</summary>
    public required bool LacksConstructor { get; init; }

    /// <summary>Whether nullable warnings are on where the class is declared.</summary>
    public required bool NullableWarnings { get; init; }
}
