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
        var name = member is not null ? Model?.Members.FirstOrDefault(m => m.WireName == member)?.Name
            : task is not null ? Model?.Tasks.FirstOrDefault(t => t.StoredName == task)?.Method
            : null;
        var symbol = name is null ? null : Type.GetMembers(name.TrimStart('@')).FirstOrDefault();
        return (symbol ?? Type).MainLocation();
    }
}
