using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>
/// Whether a type may appear in a member of the generated context: its accessibility must reach at least as far as the
/// context's.
/// </summary>
internal static class AccessLevel
{
    /// <summary>The first part of a type that is less accessible than the context of the job, or null.</summary>
    public static ITypeSymbol? FirstBelow(ITypeSymbol type, Accessibility context, INamedTypeSymbol job)
    {
        // A private context is seen only inside the job, where every type of the signature was already named.
        var wanted = Math.Min(Level(context), Effective(job));
        return wanted <= Private ? null : First(type, wanted);
    }

    /// <summary>The keywords of an accessibility.</summary>
    public static string Keywords(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal => "internal",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    private const int Private = 0;
    private const int Assembly = 1;
    private const int Everywhere = 2;

    private static ITypeSymbol? First(ITypeSymbol type, int wanted)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return First(array.ElementType, wanted);
            case INamedTypeSymbol named:
                return Effective(named) < wanted
                    ? named
                    : named.TypeArguments.Select(a => First(a, wanted)).FirstOrDefault(t => t is not null);
            default:
                return null;
        }
    }

    private static int Effective(INamedTypeSymbol type)
    {
        var level = Everywhere;
        for (var t = type; t is not null; t = t.ContainingType) level = Math.Min(level, Level(t.DeclaredAccessibility));
        return level;
    }

    /// <summary>Protected parts count as the assembly's or as everyone's, whichever asks for more: a class that derives may be anywhere.</summary>
    private static int Level(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => Everywhere,
        Accessibility.Internal or Accessibility.ProtectedAndInternal => Assembly,
        Accessibility.NotApplicable => Everywhere, // Error types and type parameters: the compiler speaks.
        _ => Private,
    };
}
