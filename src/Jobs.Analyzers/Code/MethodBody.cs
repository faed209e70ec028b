using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Code;

/// <summary>A method, accessor or constructor of a job class, or of a type nested in it.</summary>
internal sealed class MethodBody
{
    private readonly Lazy<ImmutableArray<IOperation>> _operations;

    public MethodBody(IMethodSymbol method, ImmutableArray<IOperation> blocks)
    {
        Method = method;
        Blocks = blocks;
        _operations = new(() => blocks.SelectMany(block => block.DescendantsAndSelf()).ToImmutableArray());
    }

    public IMethodSymbol Method { get; }

    public ImmutableArray<IOperation> Blocks { get; }

    /// <summary>Everything in it, lambdas and local functions too, in the order of the source.</summary>
    public ImmutableArray<IOperation> Operations => _operations.Value;
}
