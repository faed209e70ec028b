using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>What whoever submits a job can set on it.</summary>
internal static class SubmittedMembers
{
    /// <summary>
    /// Whether code outside of the class can give the member a value that the member itself keeps. An accessor that somebody wrote
    /// may pass the value on to another member.
    /// </summary>
    public static bool IsSetFromOutside(this ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: false, IsConst: false, IsReadOnly: false } => IsOpen(member),
        IPropertySymbol { IsStatic: false, IsIndexer: false, SetMethod: { } setter } property => IsOpen(property) && IsOpen(setter) && property.HasBackingField(),
        _ => false,
    };

    private static bool IsOpen(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
}
