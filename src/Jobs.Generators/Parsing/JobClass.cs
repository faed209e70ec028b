using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>What the parts of the parser share while one job class is parsed.</summary>
internal sealed class JobClass(
    INamedTypeSymbol type, AttributeData attribute, Compilation compilation, JobFindings findings, CancellationToken cancellationToken)
{
    public INamedTypeSymbol Type { get; } = type;

    public AttributeData Attribute { get; } = attribute;

    public Compilation Compilation { get; } = compilation;

    public JobFindings Findings { get; } = findings;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public StateTypeClassifier Types { get; } = new(compilation, type, cancellationToken);

    public static bool IsToken(ITypeSymbol candidate) =>
        candidate is INamedTypeSymbol named && TypeNames.Metadata(named) == "System.Threading.CancellationToken";

    /// <summary>Whether a container can hold the type and a parameter can take it.</summary>
    public static bool IsService(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.None
        && parameter.Type is { IsReferenceType: true, SpecialType: not SpecialType.System_String }
        && parameter.Type.TypeKind is not TypeKind.Dynamic and not TypeKind.Array
        && !KnownCollections.IsPlainData(parameter.Type);
}
