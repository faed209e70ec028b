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
        ReportExplicit(job);
        ReportHidden(job);
        ReportEvents(job);
        foreach (var member in StoredMember.Of(job.Type))
        {
            job.CancellationToken.ThrowIfCancellationRequested();
            WireNames.Check(member.Symbol, job.Findings, job.CancellationToken);
            if (member.Symbol.ForbiddenBy() is { } attribute)
            {
                job.Findings.Add(
                    JobFindingKind.ForbiddenMember, member.Symbol, member.Symbol.Name,
                    $"its [{attribute}] makes every use an error, also in the code that would store it; remove the attribute");
                continue;
            }

            if (!CanRestore(job, member) || ParseMember(job, member) is not { } model) continue;

            // Wire names are unique in the whole job, aliases included, so that a member may move between input and state.
            var taken = model.Aliases.Prepend(model.WireName).FirstOrDefault(byWireName.ContainsKey);
            if (taken is not null)
            {
                job.Findings.Add(JobFindingKind.WireNameClash, member.Symbol, job.Type.Name, taken, byWireName[taken], member.Symbol.Name, "give one a [JobName] of its own");
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

        var uses = new List<TypeUse>();
        foreach (var type in journal ?? ImmutableArray.Create(member.Type))
        {
            if (job.Types.Classify(type, out var problem, journal is null ? member.Symbol : null) is not { } use)
            {
                Report(job, member.Symbol, problem!);
                return null;
            }

            uses.Add(member.AllowsNull && journal is null ? use with { NotNull = false } : use);
        }

        var role = journal is not null ? JobMemberRole.Journal
            : member.IsRequired || member.IsInit ? JobMemberRole.Input
            : JobMemberRole.State;
        return new JobMemberModel
        {
            Name = Identifiers.Escape(member.Symbol.Name),
            WireName = WireNames.Of(member.Symbol),
            Aliases = WireNames.AliasesOf(member.Symbol),
            Role = role,
            IsRequired = member.IsRequired,
            Restore = journal is null ? KnownCollections.RestoreOf(member.Type) : RestoreBy.Filling,
            Type = Demanded(uses[uses.Count - 1], member.Type, role),
            IsJournaledSet = member.Type.Is(KnownNames.JournaledSet),
            MayChangeOthers = member.MayChangeOthers,
            KeyType = uses.Count == 2 ? uses[0] : null,
        };
    }

    /// <summary>
    /// An immutable array that was never made is stored as null. In state it may well be one until the job makes it; one that
    /// was submitted would fail where it is enumerated.
    /// </summary>
    private static TypeUse Demanded(TypeUse use, ITypeSymbol type, JobMemberRole role) =>
        role == JobMemberRole.Input && type is INamedTypeSymbol named && KnownCollections.Sequence(named) == SequenceKind.ImmutableArray
            ? use with { NotNull = true }
            : use;

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
                    JobFindingKind.BaseMemberInaccessible, job.Type.MainLocation(), job.Type.Name, parent.Name, member.Symbol.Name,
                    $"{RemedyFor(job, member)}, or mark it [JobIgnore]");
            }

            foreach (var lost in LostState.DeclaredBy(parent, job.Compilation, job.CancellationToken))
            {
                job.Findings.Add(
                    JobFindingKind.BaseMemberInaccessible, job.Type.MainLocation(), job.Type.Name, parent.Name, lost.Name, "it " + lost.Reason);
            }
        }
    }

    private static void ReportExplicit(JobClass job)
    {
        foreach (var property in LostState.ExplicitProperties(job.Type))
            job.Findings.Add(JobFindingKind.ForbiddenMember, property, LostState.ShortName(property), "it " + LostState.Explicit);
    }

    private static void ReportHidden(JobClass job)
    {
        foreach (var (member, by) in LostState.Hidden(job.Type).Where(h => CanRestore(job, h.Member)))
        {
            // Two of its base classes may be at odds, and may be of another project: then the job is what can be pointed at.
            var location = IsOwn(job, by) ? by.MainLocation() : job.Type.MainLocation();
            job.Findings.Add(
                JobFindingKind.WireNameClash, location, job.Type.Name, WireNames.Of(member.Symbol), LostState.Qualified(member.Symbol), LostState.Qualified(by),
                by.IsOverride
                    ? $"let its getter return '{by.Name}' of the base as it is, keep what else it shows in a member of another name, or mark it [JobIgnore]"
                    : "rename one, since the code that stores them can name only what hides the other");
        }
    }

    /// <summary>Those that keep who subscribed. One with accessors of its own keeps it elsewhere, or nowhere.</summary>
    private static void ReportEvents(JobClass job)
    {
        foreach (var each in job.Type.GetMembers().OfType<IEventSymbol>().Where(each => !each.IsStatic && !each.IsAbstract && each.AddMethod is { IsImplicitlyDeclared: true }))
            job.Findings.Add(JobFindingKind.RuntimeObject, each, each.Name, TypeNames.Display(each.Type), "", MemberRemedies.OfEvent);
    }

    /// <summary>Why the job cannot restore the member, and what to do about it.</summary>
    private static string RemedyFor(JobClass job, StoredMember member) => member switch
    {
        _ when JournalArguments(member.Type) is not null => "a journaled collection is restored only in the job that declares it; declare it in the job",
        _ when !member.IsReadable(job.Compilation, job.Type) => "the job cannot reach it; make it protected",
        { Symbol: IFieldSymbol } => "the job cannot set it; take away 'readonly'",
        _ => "the job cannot set it; give it a protected setter",
    };

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
        type is INamedTypeSymbol named && named.IsJournaled() ? named.TypeArguments : null;

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
        job.Findings.Add(kind.Value, member, kind switch
        {
            JobFindingKind.RuntimeObject => [.. arguments, MemberRemedies.OfRuntimeObject(member, problem.Type)],
            JobFindingKind.OpenType => [.. arguments, MemberRemedies.OfOpenType(member, problem)],
            JobFindingKind.StateTypeMember => [.. arguments, problem.Member ?? "", problem.AdviceOrDefault],
            _ => [.. arguments, MemberRemedies.OfUnknownType(member, problem)],
        });
    }
}
