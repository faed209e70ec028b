using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers;

/// <summary>The types of Jobs.Abstractions that rules ask about, found once per compilation.</summary>
internal sealed class JobsContext
{
    private JobsContext(IAssemblySymbol abstractions, INamedTypeSymbol jobAttribute)
    {
        JobAttribute = jobAttribute;
        JobTaskAttribute = abstractions.GetTypeByMetadataName(KnownNames.JobTaskAttribute);
        JobIgnoreAttribute = abstractions.GetTypeByMetadataName(KnownNames.JobIgnoreAttribute);
        FormerlyNamedAttribute = abstractions.GetTypeByMetadataName(KnownNames.FormerlyNamedAttribute);
        JobContext = abstractions.GetTypeByMetadataName("Jobs.JobContext");
        TaskDispatcher = abstractions.GetTypeByMetadataName("Jobs.TaskDispatcher");
        JobHandle = abstractions.GetTypeByMetadataName("Jobs.JobHandle`1");
        TaskGroup = abstractions.GetTypeByMetadataName("Jobs.TaskGroup`1");
    }

    public INamedTypeSymbol JobAttribute { get; }

    public INamedTypeSymbol? JobTaskAttribute { get; }

    public INamedTypeSymbol? JobIgnoreAttribute { get; }

    public INamedTypeSymbol? FormerlyNamedAttribute { get; }

    public INamedTypeSymbol? JobContext { get; }

    public INamedTypeSymbol? TaskDispatcher { get; }

    public INamedTypeSymbol? JobHandle { get; }

    public INamedTypeSymbol? TaskGroup { get; }

    /// <summary>
    /// Null when the project does not reference Jobs.Abstractions: then no rule has anything to do. Asked of that assembly
    /// and not of the compilation, which finds nothing when two references define a type of the name.
    /// </summary>
    public static JobsContext? Find(Compilation compilation)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (assembly.Name == KnownNames.AbstractionsAssembly && assembly.GetTypeByMetadataName(KnownNames.JobAttribute) is { } attribute)
                return new JobsContext(assembly, attribute);
        }

        return null;
    }

    public bool IsJob(ISymbol? type) => Has(type, JobAttribute);

    public bool IsTask(ISymbol? method) => Has(method, JobTaskAttribute);

    /// <summary>Whether an object of the type is <paramref name="definition"/> or derives from it.</summary>
    public static bool Is(ITypeSymbol? type, INamedTypeSymbol? definition)
    {
        if (definition is null) return false;
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, definition)) return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a member of a job, or of its base class, survives a resume with a changed value. Input does not change, and
    /// what is ignored or static is not stored.
    /// </summary>
    public bool IsState(ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: false, IsConst: false, IsRequired: false } => !Has(member, JobIgnoreAttribute),
        IPropertySymbol { IsStatic: false, IsIndexer: false, IsRequired: false, SetMethod: not { IsInitOnly: true } } => !Has(member, JobIgnoreAttribute),
        _ => false,
    };

    /// <summary>Whether the member is not stored because its author said so.</summary>
    public bool IsIgnored(ISymbol member) => Has(member, JobIgnoreAttribute);

    /// <summary>Whether a member of a job is input: stored at the submit, never written again.</summary>
    public bool IsInput(ISymbol member) =>
        member is IFieldSymbol { IsStatic: false, IsRequired: true } or IPropertySymbol { IsStatic: false, IsRequired: true } or IPropertySymbol { IsStatic: false, SetMethod.IsInitOnly: true }
        && !IsIgnored(member);

    private static bool Has(ISymbol? symbol, INamedTypeSymbol? attribute) =>
        symbol is not null && attribute is not null
        && symbol.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute));
}
