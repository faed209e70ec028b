using System.Text;
using Jobs.Generators.Emission;
using Jobs.Generators.Model;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Jobs.Generators;

/// <summary>
/// Writes the other half of every class marked <c>[Job]</c>, and one registration method for the assembly. It reports
/// nothing, since the analyzers do, and never throws, since that would discard the files of all jobs.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class JobGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var jobs = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.JobAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (context, cancellationToken) => Parse(context, cancellationToken))
            .Where(static job => job is not null)
            .Select(static (job, _) => job!)
            .WithTrackingName(TrackingNames.Jobs);

        var entries = jobs
            .Where(static job => job.Run is not null)
            .Select(static (job, _) => new RegistrationEntry(job.StoredName, job.FullName))
            .WithTrackingName(TrackingNames.RegistrationEntries);

        var name = context.CompilationProvider
            .Select(static (compilation, _) => RegistrationName.Of(compilation.Assembly))
            .WithTrackingName(TrackingNames.RegistrationName);

        var registration = entries.Collect()
            .Select(static (entries, _) => entries.ToEquatableArray())
            .Combine(name)
            .WithTrackingName(TrackingNames.Registration);

        context.RegisterSourceOutput(jobs, static (context, job) =>
            Add(context, HintName.Of(job.Hierarchy.MetadataName), () => JobEmitter.Emit(job)));

        context.RegisterSourceOutput(registration, static (context, registration) =>
        {
            var (entries, name) = registration;
            if (entries.Count > 0) Add(context, RegistrationEmitter.Hint(name), () => RegistrationEmitter.Emit(name, entries));
        });
    }

    private static JobModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) => Isolated.OrNull(() =>
        context.TargetSymbol is INamedTypeSymbol type && IsFirst(context, type, cancellationToken)
            ? JobParser.Parse(type, context.SemanticModel.Compilation, new JobFindings(), cancellationToken)
            : null);

    /// <summary>
    /// Whether this is the declaration whose attribute counts. A class marked on two of its parts is an error of the
    /// author's that would give two files of one name, and with that no files at all.
    /// </summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.FindAttribute(KnownNames.JobAttribute)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not { } attribute
        || context.TargetNode.Span.Contains(attribute.Span) && context.TargetNode.SyntaxTree == attribute.SyntaxTree;

    // The compiler's own refusal, of a name that is taken or not allowed, is a failure of this one job too.
    private static void Add(SourceProductionContext context, string hintName, Func<string> emit) => Isolated.OrNull(() =>
    {
        var text = emit();
        context.AddSource(hintName, SourceText.From(text, Encoding.UTF8));
        return text;
    });
}
