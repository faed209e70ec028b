namespace Jobs.CompilerServices;

/// <summary>What a part of a journal entry holds, for who rebuilds a collection.</summary>
internal enum JournalPart
{
    /// <summary>Nothing more.</summary>
    None,

    /// <summary>Items, to be added to what is there.</summary>
    Items,

    /// <summary>Changes of what is there.</summary>
    Changes,
}
