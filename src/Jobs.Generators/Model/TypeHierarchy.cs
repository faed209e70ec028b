namespace Jobs.Generators.Model;

/// <summary>What it takes to re-open a partial type: its namespace and, outermost first, it and the types around it.</summary>
/// <param name="Namespace">Escaped; empty for the global namespace.</param>
/// <param name="MetadataName">The full metadata name, which names the generated file.</param>
/// <param name="Levels">The declarations, outermost first.</param>
internal sealed record TypeHierarchy(string Namespace, string MetadataName, EquatableArray<TypeLevel> Levels);

/// <summary>One declaration to re-open. Modifiers other than <c>partial</c> may be left out.</summary>
/// <param name="Keyword">The exact kind, since a record re-opened as a class is an error: <c>record struct</c>, …</param>
/// <param name="Name">Escaped.</param>
internal sealed record TypeLevel(string Keyword, string Name);
