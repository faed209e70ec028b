using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Generators.Parsing;

/// <summary>Whether the class can be re-opened at all, and how.</summary>
internal static class DeclarationParser
{
    private static readonly string[] s_reserved = [KnownNames.Context, "__Generated"];

    /// <summary>Reports everything that leaves nothing to emit.</summary>
    public static void Check(JobClass job)
    {
        var type = job.Type;
        var name = type.Name;
        var findings = job.Findings;
        var location = type.MainLocation();

        if (type.IsStatic) findings.Block(JobFindingKind.Static, location, name);
        else if (type.IsAbstract) findings.Block(JobFindingKind.Abstract, location, name);

        for (var t = type; t is not null; t = t.ContainingType)
        {
            if (!IsPartial(t, job.CancellationToken))
            {
                if (SymbolEqualityComparer.Default.Equals(t, type)) findings.Block(JobFindingKind.NotPartial, location, name);
                else findings.Block(JobFindingKind.ContainingTypeNotPartial, t.MainLocation(), name, t.Name);
            }

            if (t.Arity > 0) findings.Block(JobFindingKind.Generic, location, name, t.Name);
            if (t.IsFileLocal) findings.Block(JobFindingKind.FileLocal, location, name, t.Name);
            if (t.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                findings.Block(JobFindingKind.Inaccessible, location, name, t.Name);
            }
        }

        if (PrimaryConstructor(type, job.CancellationToken) is { } parameters)
        {
            findings.Block(JobFindingKind.PrimaryConstructor, parameters.GetLocation(), name);
        }

        CheckBase(job);
        CheckLanguage(job);
        foreach (var reserved in s_reserved)
        {
            var taken = type.GetMembers(reserved).FirstOrDefault(m => !m.IsGeneratedByUs());
            if (taken is not null) findings.Block(JobFindingKind.ReservedNestedType, taken.MainLocation(), name, reserved);
        }
    }

    /// <summary>How to re-open it.</summary>
    public static TypeHierarchy Hierarchy(INamedTypeSymbol type)
    {
        var levels = new Stack<TypeLevel>();
        for (var t = type; t is not null; t = t.ContainingType) levels.Push(new TypeLevel(Keyword(t), Identifiers.Escape(t.Name)));
        return new TypeHierarchy(TypeNames.Namespace(type.ContainingNamespace), TypeNames.Metadata(type), levels.ToEquatableArray());
    }

    /// <summary>Whether the author declared an instance constructor; a record's copy constructor does not count.</summary>
    public static bool HasConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(c => !c.IsImplicitlyDeclared && !c.IsGeneratedByUs() && !IsCopy(c));

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.ContainingType.IsRecord
        && constructor.Parameters.Length == 1
        && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);

    // What would be emitted is of this version, and its errors would stand in files that nobody wrote.
    private static void CheckLanguage(JobClass job)
    {
        if (job.Type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp12 and var version })
        {
            job.Findings.Block(JobFindingKind.LanguageTooOld, job.Type.MainLocation(), job.Type.Name, version.ToDisplayString());
        }
    }

    private static void CheckBase(JobClass job)
    {
        if (job.Type.BaseType is not { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } parent) return;
        var location = job.Type.MainLocation();
        var parentJob = parent.SelfAndBases().FirstOrDefault(t => t.FindAttribute(KnownNames.JobAttribute) is not null);
        if (parentJob is not null) job.Findings.Block(JobFindingKind.DerivesFromJob, location, job.Type.Name, parentJob.Name);

        var callable = parent.InstanceConstructors.Any(c =>
            c.Parameters.All(p => p.IsOptional) && job.Compilation.IsSymbolAccessibleWithin(c, job.Type));
        if (!callable) job.Findings.Block(JobFindingKind.BaseWithoutConstructor, location, job.Type.Name, parent.Name);
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Any(r =>
            r.GetSyntax(cancellationToken) is BaseTypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static ParameterListSyntax? PrimaryConstructor(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences
            .Select(r => (r.GetSyntax(cancellationToken) as TypeDeclarationSyntax)?.ParameterList)
            .FirstOrDefault(p => p is not null);

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { IsRecord: true, IsValueType: true } => "record struct",
        { IsRecord: true } => "record",
        { IsValueType: true } => "struct",
        _ => "class",
    };
}
