using System.Collections.Immutable;
using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>What of a job is stored: its input and its state.</summary>
internal static class MemberParser
{
    public static EquatableArray<JobMemberModel> Parse(JobClass job)
    {
        var models = new List<JobMemberModel>();
        var byWireName = new Dictionary<string, string>(StringComparer.Ordinal);
        ReportIgnoredRequired(job);
        ReportBaseState(job);
        foreach (var member in StoredMember.Of(job.Type))
        {
            job.CancellationToken.ThrowIfCancellationRequested();
            WireNames.Check(member.Symbol, job.Findings, job.CancellationToken);
            if (member.Symbol.ForbiddenBy() is { } attribute)
            {
                job.Findings.Add(JobFindingKind.ForbiddenMember, member.Symbol, member.Symbol.Name, attribute);
                continue;
            }

            if (!CanRestore(job, member) || ParseMember(job, member) is not { } model) continue;

            // Wire names are unique in the whole job, aliases included, so that a member may move between input and state.
            var taken = model.Aliases.Prepend(model.WireName).FirstOrDefault(byWireName.ContainsKey);
            if (taken is not null)
            {
                job.Findings.Add(JobFindingKind.WireNameClash, member.Symbol, job.Type.Name, taken, byWireName[taken], member.Symbol.Name);
                continue;
            }

            foreach (var name in model.Aliases.Prepend(model.WireName)) byWireName[name] = member.Symbol.Name;
            models.Add(model);
        }

        return models.ToEquatableArray();
    }

    private static JobMemberModel? ParseMember(JobClass job, StoredMember member)
    {
        var journal = JournalArguments(member.Type);
        if (journal is not null && !member.IsReadOnly)
        {
            // Replaced, it would hold changes that do not follow from what is stored.
            job.Findings.Add(JobFindingKind.JournalNotReadOnly, member.Symbol, member.Symbol.Name);
            return null;
        }

        var entries = new List<string>();
        foreach (var type in journal ?? ImmutableArray.Create(member.Type))
        {
            if (job.Types.Classify(type, out var problem) is not { } entry)
            {
                Report(job, member.Symbol, problem!);
                return null;
            }

            entries.Add(entry);
        }

        return new JobMemberModel
        {
            Name = Identifiers.Escape(member.Symbol.Name),
            WireName = WireNames.Of(member.Symbol),
            Aliases = WireNames.AliasesOf(member.Symbol),
            Role = journal is not null ? JobMemberRole.Journal
                : member.IsRequired || member.IsInit ? JobMemberRole.Input
                : JobMemberRole.State,
            IsRequired = member.IsRequired,
            Restore = journal is null ? RestoreOf(member.Type) : RestoreBy.Filling,
            Type = entries[entries.Count - 1],
            KeyType = entries.Count == 2 ? entries[0] : null,
        };
    }

    /// <summary>Our constructor sets whatever the class itself declares; of a base class only what any derived class may set.</summary>
    private static bool CanRestore(JobClass job, StoredMember member) =>
        IsOwn(job, member.Symbol)
        || (member.IsReadable(job.Compilation, job.Type) && member.IsSettable(job.Compilation, job.Type));

    private static bool IsOwn(JobClass job, ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingType, job.Type);

    private static void ReportBaseState(JobClass job)
    {
        foreach (var parent in job.Type.SelfAndBases().Skip(1))
        {
            foreach (var member in StoredMember.DeclaredBy(parent).Where(m => !CanRestore(job, m)))
            {
                job.Findings.Add(
                    JobFindingKind.BaseMemberInaccessible, job.Type.MainLocation(), job.Type.Name, parent.Name, member.Symbol.Name);
            }
        }
    }

    private static void ReportIgnoredRequired(JobClass job)
    {
        foreach (var member in job.Type.GetMembers())
        {
            if (member is IFieldSymbol { IsRequired: true, AssociatedSymbol: null } or IPropertySymbol { IsRequired: true }
                && member.FindAttribute(KnownNames.JobIgnoreAttribute) is not null)
            {
                job.Findings.Add(JobFindingKind.RequiredIgnored, member, member.Name);
            }
        }
    }

    /// <summary>The type arguments of a journaled collection, or null.</summary>
    private static ImmutableArray<ITypeSymbol>? JournalArguments(ITypeSymbol type) =>
        type is INamedTypeSymbol named
        && (named.Is(KnownNames.JournaledList) || named.Is(KnownNames.JournaledSet) || named.Is(KnownNames.JournaledDictionary))
            ? named.TypeArguments
            : null;

    private static RestoreBy RestoreOf(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named) return RestoreBy.Assignment;
        switch (KnownTypes.Sequence(named))
        {
            case SequenceKind.Set or SequenceKind.SortedSet:
            case SequenceKind.SetInterface when named.Name == "ISet":
                return RestoreBy.Filling;
            case SequenceKind.ImmutableSet or SequenceKind.ImmutableSortedSet:
                return RestoreBy.FillingCopy;
        }

        return KnownTypes.Map(named) switch
        {
            MapKind.Dictionary or MapKind.SortedDictionary => RestoreBy.Filling,
            MapKind.Interface when named.Name == "IDictionary" => RestoreBy.Filling,
            MapKind.Immutable or MapKind.ImmutableSorted => RestoreBy.FillingCopy,
            _ => RestoreBy.Assignment,
        };
    }

    private static void Report(JobClass job, ISymbol member, StateTypeProblem problem)
    {
        var kind = problem.Reason switch
        {
            StateTypeObstacle.Error => (JobFindingKind?)null,
            StateTypeObstacle.RuntimeObject => JobFindingKind.RuntimeObject,
            StateTypeObstacle.Open => JobFindingKind.OpenType,
            StateTypeObstacle.Member => JobFindingKind.StateTypeMember,
            _ => JobFindingKind.UnknownType,
        };
        if (kind is null) return;

        string[] arguments = [member.Name, TypeNames.Display(problem.Type), problem.Path];
        job.Findings.Add(kind.Value, member, problem.Member is null ? arguments : [.. arguments, problem.Member]);
    }
}
