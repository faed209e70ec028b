using Jobs.Generators.Model;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.Contract;

/// <summary>A class with <c>[Job]</c>, and what is stored of it.</summary>
internal sealed class ParsedJob
{
    private ParsedJob(INamedTypeSymbol type, JobModel? model, bool isSettled)
    {
        (Type, Model, IsSettled) = (type, model, isSettled);
        StoredNames = type.FindAttributes(KnownNames.JobAttribute).Concat(type.FindAttributes(KnownNames.FormerlyNamedAttribute))
            .Select(a => a.StringArgument(0)).OfType<string>().ToList();
    }

    public INamedTypeSymbol Type { get; }

    public JobModel? Model { get; }

    /// <summary>Whether the model says all that is stored: while something in the class is in error, parts of it are left out.</summary>
    public bool IsSettled { get; }

    /// <summary>Its stored name; null when it has none that can be used.</summary>
    public string? StoredName => Model?.StoredName;

    /// <summary>The version that the class says; 1 when it is in error.</summary>
    public int Version => Model?.Version ?? 1;

    /// <summary>Its <c>[Job]</c> in the source, or null.</summary>
    public SyntaxReference? Attribute => Type.FindAttribute(KnownNames.JobAttribute)?.ApplicationSyntaxReference;

    /// <summary>Whether an upgrade from that version or a later one exists.</summary>
    public bool HasUpgradeFrom(int version) => Model?.Upgrades.Any(u => u.From >= version) ?? false;

    /// <summary>Its stored name and its former ones.</summary>
    public IReadOnlyList<string> StoredNames { get; }

    public static ParsedJob Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var findings = new JobFindings();
        var model = JobParser.Parse(type, compilation, findings, cancellationToken);
        return new ParsedJob(type, model, model?.Run is not null && findings.Items.Count == 0 && !findings.SawError);
    }

    /// <summary>Every job of a compilation, for those who are not told of each symbol.</summary>
    public static IReadOnlyList<ParsedJob> AllOf(Compilation compilation, CancellationToken cancellationToken)
    {
        var jobs = new List<ParsedJob>();
        var open = new Stack<INamespaceOrTypeSymbol>();
        open.Push(compilation.Assembly.GlobalNamespace);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (next is INamedTypeSymbol type && type.FindAttribute(KnownNames.JobAttribute) is not null) jobs.Add(Of(type, compilation, cancellationToken));
            foreach (var member in next.GetMembers().OfType<INamespaceOrTypeSymbol>()) open.Push(member);
        }

        return jobs;
    }

    /// <summary>Where its member, task or class is declared.</summary>
    public Location LocationOf(string? member, string? task)
    {
        var symbol = member is not null ? MemberOf(member)
            : task is not null && Model?.Tasks.FirstOrDefault(t => t.StoredName == task) is { } found ? Symbol(found.Method)
            : null;
        return (symbol ?? Type).MainLocation();
    }

    /// <summary>The member of a stored name, or null.</summary>
    public ISymbol? MemberOf(string storedName) => Model?.Members.FirstOrDefault(m => m.WireName == storedName) is { } found ? Symbol(found.Name) : null;

    /// <summary>The type of a member as code names it, or null.</summary>
    public string? TypeOf(string storedName) => MemberOf(storedName) switch
    {
        IFieldSymbol field => TypeNames.Annotated(field.Type),
        IPropertySymbol property => TypeNames.Annotated(property.Type),
        _ => null,
    };

    private ISymbol? Symbol(string escapedName) => Type.GetMembers(escapedName.TrimStart('@')).FirstOrDefault();
}
