using Jobs.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Architecture.Tests.Documents;

/// <summary>The tests of this repository, as a page names them: <c>Class.Method</c>.</summary>
internal static class TestNames
{
    /// <summary>Methods marked as a fact or a theory, in these files.</summary>
    public static IEnumerable<string> In(IEnumerable<SourceFile> files) =>
        from file in files
        from method in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString().EndsWith("Fact", StringComparison.Ordinal) || attribute.Name.ToString().EndsWith("Theory", StringComparison.Ordinal))
        select $"{method.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.Identifier.ValueText}.{method.Identifier.ValueText}";
}
