using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>What a method returns: whether it is awaited, and the value in it.</summary>
internal static class ReturnShapes
{
    public static ReturnShape Of(IMethodSymbol method, out ITypeSymbol? value)
    {
        value = null;
        if (method.ReturnsVoid) return ReturnShape.Void;
        if (method.ReturnType is not INamedTypeSymbol type)
        {
            value = method.ReturnType;
            return ReturnShape.Value;
        }

        switch (TypeNames.Metadata(type.OriginalDefinition))
        {
            case "System.Threading.Tasks.Task":
                return ReturnShape.Task;
            case "System.Threading.Tasks.ValueTask":
                return ReturnShape.ValueTask;
            case "System.Threading.Tasks.Task`1":
                value = type.TypeArguments[0];
                return ReturnShape.TaskOfValue;
            case "System.Threading.Tasks.ValueTask`1":
                value = type.TypeArguments[0];
                return ReturnShape.ValueTaskOfValue;
            default:
                value = type;
                return ReturnShape.Value;
        }
    }
}
