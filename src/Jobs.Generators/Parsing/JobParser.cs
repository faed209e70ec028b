using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Generators.Parsing;

/// <summary>
/// Reads a job class: symbols in, a model out. One parser, two readers: the generator takes the model and says nothing, the
/// analyzers take the findings. So they cannot disagree on what a job is.
/// </summary>
internal static class JobParser
{
    /// <summary>Parses one class.</summary>
    /// <param name="type">A class; one without our <c>[Job]</c> gives null and no findings.</param>
    /// <param name="compilation">The compilation it belongs to.</param>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="cancellationToken">Checked between members.</param>
    /// <returns>What can be emitted, possibly without the parts that the findings name; null when nothing can.</returns>
    public static JobModel? Parse(
        INamedTypeSymbol type, Compilation compilation, JobFindings findings, CancellationToken cancellationToken)
    {
        if (type.FindAttribute(KnownNames.JobAttribute) is not { } attribute || type.TypeKind != TypeKind.Class) return null;
        if (!SyntaxFacts.IsValidIdentifier(type.Name)) return null; // Half-typed.

        var job = new JobClass(type, attribute, compilation, findings, cancellationToken);
        DeclarationParser.Check(job);
        var storedName = ParseName(job);
        var run = RunParser.Find(job);
        var context = run?.DeclaredAccessibility ?? Accessibility.Private;
        var members = MemberParser.Parse(job);
        var range = new AttributeRange(attribute, type, findings, cancellationToken);
        var version = range.Integer("Version", 1, 1, int.MaxValue);
        var model = new JobModel
        {
            Hierarchy = DeclarationParser.Hierarchy(type),
            FullName = TypeNames.Plain(type),
            Name = Identifiers.Escape(type.Name),
            StoredName = storedName ?? "",
            Version = version,
            FormerNames = WireNames.AliasesOf(type),
            MaxAttempts = range.Integer("MaxAttempts", 0, 0, 1000),
            TimeoutTicks = range.Ticks("TimeoutSeconds"),
            Run = run is null ? null : RunParser.Parse(job, run),
            ContextAccessibility = AccessLevel.Keywords(context),
            Members = members,
            Tasks = TaskParser.Parse(job, context),
            Upgrades = UpgradeParser.Parse(job, version, members),
            Types = job.Types.Types,
            LacksConstructor = !DeclarationParser.HasConstructor(type),
            NullableWarnings = HasNullableWarnings(job),
        };
        findings.SawError = job.Types.SawError;
        return findings.Blocked || storedName is null ? null : model;
    }

    private static string? ParseName(JobClass job)
    {
        WireNames.Check(job.Type, job.Findings, job.CancellationToken);
        var arguments = job.Attribute.ConstructorArguments;

        // Half-typed or of a type that does not fit: the compiler reports it.
        if (arguments.Length != 1 || arguments[0].Kind == TypedConstantKind.Error) return null;
        var name = job.Attribute.StringArgument(0);
        if (WireNames.Problem(name) is not { } problem) return name;
        job.Findings.Block(
            JobFindingKind.InvalidName, job.Attribute.LocationIn(job.Type, job.CancellationToken),
            job.Type.Name, WireNames.Quote(name), problem);
        return null;
    }

    private static bool HasNullableWarnings(JobClass job)
    {
        var reference = job.Attribute.ApplicationSyntaxReference ?? job.Type.DeclaringSyntaxReferences.FirstOrDefault();
        return reference is not null
            && job.Compilation.GetSemanticModel(reference.SyntaxTree).GetNullableContext(reference.Span.Start).WarningsEnabled();
    }
}
