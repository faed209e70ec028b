using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>Collects what a parse finds, and keeps track of whether anything is left to emit.</summary>
internal sealed class JobFindings
{
    private readonly List<JobFinding> _items = [];

    public IReadOnlyList<JobFinding> Items => _items;

    /// <summary>Whether something was found that leaves nothing to emit.</summary>
    public bool Blocked { get; private set; }

    /// <summary>Whether a type was in error, so that what it belongs to was left out in silence: the compiler reports it.</summary>
    public bool SawError { get; set; }

    public void Add(JobFindingKind kind, Location location, params string[] arguments) =>
        _items.Add(new JobFinding(kind, location, ImmutableArray.Create(arguments)));

    public void Add(JobFindingKind kind, ISymbol symbol, params string[] arguments) =>
        _items.Add(new JobFinding(kind, symbol.MainLocation(), ImmutableArray.Create(arguments)) { Symbol = symbol });

    public void Block(JobFindingKind kind, Location location, params string[] arguments)
    {
        Blocked = true;
        Add(kind, location, arguments);
    }
}
