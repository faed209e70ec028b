using Jobs.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Architecture.Tests.Components;

/// <summary>What the source of a generator must not have, beside names: a compiler keeps it alive for hours, and asks it from many threads.</summary>
internal static class ComponentSource
{
    // Immutable, or never changed once made: what a static field may hold.
    private static readonly string[] s_constants = ["string", "string[]", "SymbolDisplayFormat", "Dictionary", "HashSet", "ImmutableArray", "ImmutableDictionary", "FrozenSet", "FrozenDictionary", "DiagnosticDescriptor"];

    /// <summary>Static fields that could hold on to one compilation while the next is compiled.</summary>
    public static IEnumerable<string> MutableStatics(SourceFile file) =>
        from field in Nodes<FieldDeclarationSyntax>(file)
        where field.Modifiers.Any(SyntaxKind.StaticKeyword)
        let type = field.Declaration.Type is GenericNameSyntax generic ? generic.Identifier.ValueText : field.Declaration.Type.ToString()
        where !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) || !s_constants.Contains(type)
        select At(file, field, "a static field that is not readonly, or of a type that is not known to be a constant");

    /// <summary>Lambdas that are handed to the pipeline and could capture something: they would be new each time.</summary>
    public static IEnumerable<string> CapturingSteps(SourceFile file) =>
        from call in Nodes<InvocationExpressionSyntax>(file)
        where call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select" or "SelectMany" or "Where" or "ForAttributeWithMetadataName" or "RegisterSourceOutput" or "RegisterImplementationSourceOutput" }
        from lambda in call.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<LambdaExpressionSyntax>()
        where !lambda.Modifiers.Any(SyntaxKind.StaticKeyword)
        select At(file, lambda, "a step that is not a static lambda");

    /// <summary>Handlers that would take a cancellation for a failure of the job.</summary>
    public static IEnumerable<string> SwallowedCancellations(SourceFile file) =>
        from handler in Nodes<CatchClauseSyntax>(file)
        where handler.Filter?.FilterExpression.ToString().Contains("not OperationCanceledException", StringComparison.Ordinal) != true
        select At(file, handler, "a catch that swallows a cancellation");

    private static IEnumerable<T> Nodes<T>(SourceFile file) => CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<T>();

    private static string At(SourceFile file, SyntaxNode node, string what) =>
        $"{file.Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {what}";
}
