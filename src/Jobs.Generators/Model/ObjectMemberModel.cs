namespace Jobs.Generators.Model;

/// <summary>A stored member of a state type.</summary>
internal sealed record ObjectMemberModel
{
    /// <summary>The CLR name, escaped.</summary>
    public required string Name { get; init; }

    public required string WireName { get; init; }

    public required EquatableArray<string> Aliases { get; init; }

    /// <summary>Its entry among the stored types.</summary>
    public required TypeUse Type { get; init; }

    public required MemberBinding Binding { get; init; }

    /// <summary>Whether to set it may change other members, so that it is set before them.</summary>
    public bool MayChangeOthers { get; init; }

    /// <summary>The place of its constructor parameter, or -1.</summary>
    public int Parameter { get; init; } = -1;

    /// <summary>What a missing value becomes, as a literal; null when the constructor parameter or member is required.</summary>
    public string? Default { get; init; }

    /// <summary>Whether a stored object without it is an error.</summary>
    public bool IsDemanded => Binding == MemberBinding.Required || (Parameter >= 0 && Default is null);
}

/// <summary>How a read value gets into its member; but for the first, also after a constructor was given it.</summary>
internal enum MemberBinding
{
    /// <summary>As a constructor's argument alone.</summary>
    Constructor,

    /// <summary>In the object initializer, always.</summary>
    Required,

    /// <summary>In the object initializer; a missing value keeps the member's own initializer.</summary>
    Init,

    /// <summary>By assignment, when it was read.</summary>
    Set,
}
