namespace Jobs.Generators.Model;

/// <summary>A stored field or property of a job class.</summary>
internal sealed record JobMemberModel
{
    /// <summary>The CLR name, escaped.</summary>
    public required string Name { get; init; }

    public required string WireName { get; init; }

    /// <summary>Wire names of the past that are still read.</summary>
    public required EquatableArray<string> Aliases { get; init; }

    public required JobMemberRole Role { get; init; }

    /// <summary>Whether stored input without it is an error.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>How the restoring constructor sets it.</summary>
    public required RestoreBy Restore { get; init; }

    /// <summary>Its entry among the stored types; for a journaled member that of its items or values.</summary>
    public required TypeUse Type { get; init; }

    /// <summary>Whether it is a journaled set; a journaled dictionary has a <see cref="KeyType"/>, and any other journaled member is a list.</summary>
    public bool IsJournaledSet { get; init; }

    /// <summary>Whether to set it may change other members, so that it is set before them.</summary>
    public bool MayChangeOthers { get; init; }

    /// <summary>The entry of a journaled dictionary's keys, or null.</summary>
    public TypeUse? KeyType { get; init; }
}

/// <summary>Where a member is stored.</summary>
internal enum JobMemberRole
{
    /// <summary>Written once, at submit.</summary>
    Input,

    /// <summary>Written whole by each checkpoint.</summary>
    State,

    /// <summary>A journaled collection: checkpoints write its changes.</summary>
    Journal,
}

/// <summary>How a restored value gets into its member.</summary>
internal enum RestoreBy
{
    Assignment,

    /// <summary>Into the collection that the initializer made, if it made one, so that its comparer is kept.</summary>
    Filling,

    /// <summary>As <see cref="Filling"/>, for immutable collections: a changed copy of what the initializer made.</summary>
    FillingCopy,
}
