using System.Globalization;
using System.Text.RegularExpressions;
using Jobs.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Architecture.Tests.Seam;

/// <summary>
/// The names of Jobs.Abstractions that the Roslyn components carry as text: what generated code calls, and what the parser
/// looks up. No compiler checks them there, so this does.
/// </summary>
internal static partial class SeamNames
{
    /// <summary>The names in the string literals of these files that the assembly does not have.</summary>
    public static IEnumerable<string> Unresolved(IEnumerable<SourceFile> files, IAssemblySymbol assembly) =>
        files.SelectMany(file => Names(file).Where(name => !Resolves(name, assembly)).Select(name => $"{file.Path}: {name}")).Distinct();

    public static IEnumerable<string> Names(SourceFile file) =>
        CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken)
                || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken) || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken))
            .SelectMany(token => EmittedName().Matches(token.ValueText).Concat(MetadataName().Matches(token.ValueText)))
            .Select(match => match.Groups[1].Value)
            .Where(name => !name.StartsWith("Jobs.Generators", StringComparison.Ordinal)); // The tool's own name, in [GeneratedCode].

    private static bool Resolves(string name, IAssemblySymbol assembly)
    {
        if (name == assembly.Name) return true;
        INamespaceOrTypeSymbol found = assembly.GlobalNamespace;
        var parts = name.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i].Split('`');
            var members = found.GetMembers(part[0]);
            if (part is [_, var arity]) members = [.. members.Where(member => member is INamedTypeSymbol type && type.Arity.ToString(CultureInfo.InvariantCulture) == arity)];
            if (members.IsEmpty) return false;
            if (members.OfType<INamespaceOrTypeSymbol>().FirstOrDefault() is not { } next) return i == parts.Length - 1;
            found = next;
        }

        return true;
    }

    // global::Jobs.CompilerServices.JobJson.ReadInt32(…
    [GeneratedRegex(@"global::(Jobs(?:\.[A-Za-z_]\w*)+)")]
    private static partial Regex EmittedName();

    // Jobs.JobAttribute, Jobs.JournaledList`1, and nothing else in the literal.
    [GeneratedRegex(@"^(Jobs(?:\.[A-Z]\w*)+(?:`\d)?)$")]
    private static partial Regex MetadataName();
}
