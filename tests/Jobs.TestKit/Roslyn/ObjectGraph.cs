using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Jobs.TestKit.Roslyn;

/// <summary>
/// Walks everything that a value holds. A model that holds a symbol, a node or a location roots a whole compilation for as
/// long as the editor caches it, and is never equal to the next one.
/// </summary>
public static class ObjectGraph
{
    public static void HoldsNoCompilation(object? value, string name)
    {
        var path = FindCompilationPart(value, name);
        Assert.True(path is null, $"A cached model holds a part of a compilation: {path}");
    }

    /// <summary>The path to the first forbidden object, or null.</summary>
    public static string? FindCompilationPart(object? value, string name)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<(object Value, string Path)>();
        Push(value, name);
        while (pending.TryPop(out var next))
        {
            if (IsCompilationPart(next.Value)) return $"{next.Path} is a {next.Value.GetType()}";
            if (next.Value is Array array)
            {
                var index = 0;
                foreach (var element in array) Push(element, $"{next.Path}[{index++}]");
                continue;
            }

            foreach (var field in FieldsOf(next.Value.GetType())) Push(field.GetValue(next.Value), $"{next.Path}.{field.Name}");
        }

        return null;

        void Push(object? item, string path)
        {
            if (item is null || IsLeaf(item.GetType())) return;
            // Structs are boxed anew at each read, so identity would never stop them; they cannot form a cycle by themselves.
            if (item.GetType().IsValueType || seen.Add(item)) pending.Push((item, path));
        }
    }

    // Patterns, not type equality: the instances are of internal subclasses, which an exact comparison never meets.
    private static bool IsCompilationPart(object value) => value
        is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or SyntaxToken or SyntaxTrivia or Location or Compilation
        or SemanticModel or AttributeData or TypedConstant or Diagnostic or IOperation;

    private static bool IsLeaf(Type type) =>
        type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string) || type == typeof(decimal)
        || typeof(MemberInfo).IsAssignableFrom(type) || typeof(Delegate).IsAssignableFrom(type);

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (var field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                yield return field;
        }
    }
}
