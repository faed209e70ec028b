using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>Which converter stores a type, where an author named one.</summary>
internal static class ConverterShape
{
    /// <summary>The converter that a member or parameter names, or null.</summary>
    public static INamedTypeSymbol? NamedBy(params ISymbol?[] declarations) =>
        declarations.OfType<ISymbol>().SelectMany(d => d.FindAttributes(KnownNames.JobConverterAttribute)).Select(TypeOf).FirstOrDefault(c => c is not null);

    /// <summary>The converter that the type itself names, or the assembly of the job for it; or null.</summary>
    public static INamedTypeSymbol? NamedFor(INamedTypeSymbol type, IAssemblySymbol assembly) =>
        NamedBy(type)
        ?? assembly.FindAttributes(KnownNames.JobConverterAttribute).Select(TypeOf).FirstOrDefault(c => c is not null && Converts(c, type));

    /// <summary>Whether the converter takes values of the type; of a nullable value type, values that are not null.</summary>
    public static bool Converts(INamedTypeSymbol converter, ITypeSymbol type) =>
        converter.AllInterfaces.Any(i => i.Is(KnownNames.IJobConverter) && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type));

    public static StateTypeModel? Of(
        ITypeSymbol type, TypeIdentity identity, INamedTypeSymbol converter, string path, Compilation compilation, INamedTypeSymbol job,
        ref StateTypeProblem? problem)
    {
        if (!Converts(converter, type))
        {
            return Fail($"its converter '{TypeNames.Display(converter)}' does not implement IJobConverter<{TypeNames.Display(type.WithNullableAnnotation(NullableAnnotation.None))}>", ref problem);
        }

        // An interface or static type is no type argument; a type parameter left open has no code.
        if (converter.IsFileLocal || converter.IsUnboundGenericType || converter.TypeKind is not (TypeKind.Class or TypeKind.Struct)
            || converter.IsRefLikeType || !compilation.IsSymbolAccessibleWithin(converter, job))
        {
            return Fail($"its converter '{TypeNames.Display(converter)}' cannot be named by the job; make it an internal or public class", ref problem);
        }

        return new ConverterTypeModel(identity, TypeNames.Plain(converter));

        StateTypeModel? Fail(string advice, ref StateTypeProblem? problem)
        {
            problem = new StateTypeProblem(StateTypeObstacle.Unknown, type, path, Advice: advice);
            return null;
        }
    }

    private static INamedTypeSymbol? TypeOf(AttributeData attribute) => attribute.TypeArgument(0);
}
