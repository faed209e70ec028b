using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>
/// How a record, class or struct of the author's is stored: its fields and auto-properties, set through a constructor whose
/// parameters have their names, an object initializer, or assignment.
/// </summary>
internal static class ObjectShape
{
    public static ObjectTypeModel? Of(
        INamedTypeSymbol type, TypeIdentity identity, string path, INamedTypeSymbol job, Compilation compilation,
        StateTypeClassifier classifier, ref StateTypeProblem? problem)
    {
        if (type.IsStatic || type.IsRefLikeType || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || IsFramework(type))
        {
            problem = new StateTypeProblem(StateTypeObstacle.Unknown, type, path);
            return null;
        }

        var members = StoredMember.Of(type);
        if (members.Count == 0)
        {
            // Nothing would be stored of it: a service or a handle, not state.
            problem = new StateTypeProblem(StateTypeObstacle.Unknown, type, path);
            return null;
        }

        var constructor = ChooseConstructor(type, members, job, compilation);
        if (constructor is null)
        {
            var stuck = members.FirstOrDefault(m => !m.IsSettable(compilation, job))?.Symbol.Name ?? ".ctor";
            problem = new StateTypeProblem(StateTypeObstacle.Member, type, path, stuck);
            return null;
        }

        var models = new List<ObjectMemberModel>();
        foreach (var member in members)
        {
            var parameter = constructor.Parameters.FirstOrDefault(p => member.Matches(p));
            if (member.Symbol.ForbiddenBy() is not null || !member.IsReadable(compilation, job) || (parameter is null && !member.IsSettable(compilation, job)))
            {
                problem = new StateTypeProblem(StateTypeObstacle.Member, type, path, member.Symbol.Name);
                return null;
            }

            if (classifier.Visit(member.Type, path + "." + member.Symbol.Name, ref problem, ConverterShape.NamedBy(member.Symbol, parameter)) is not { } use) return null;
            models.Add(new ObjectMemberModel
            {
                Name = Identifiers.Escape(member.Symbol.Name),
                WireName = member.WireName(parameter),
                Aliases = member.Aliases(parameter),
                Type = use,
                Binding = parameter is not null ? MemberBinding.Constructor
                    : member.IsRequired ? MemberBinding.Required
                    : member.IsInit ? MemberBinding.Init
                    : MemberBinding.Set,
                Parameter = parameter?.Ordinal ?? -1,
                Default = parameter is null ? null : Literal.DefaultOf(parameter),
            });
        }

        var clash = models.GroupBy(m => m.WireName, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (clash is not null)
        {
            problem = new StateTypeProblem(StateTypeObstacle.Member, type, path, clash.Last().Name);
            return null;
        }

        return new ObjectTypeModel(
            identity, IsReference: type.IsReferenceType, IsOpen: type is { IsReferenceType: true, IsSealed: false }, models.ToEquatableArray());
    }

    /// <summary>
    /// The constructor without parameters if the author wrote one, or a class has one, and it is enough; or else the
    /// accessible one with the most parameters that all have a stored member's name and type.
    /// </summary>
    private static IMethodSymbol? ChooseConstructor(
        INamedTypeSymbol type, IReadOnlyList<StoredMember> members, INamedTypeSymbol job, Compilation compilation)
    {
        var accessible = type.InstanceConstructors.Where(c => compilation.IsSymbolAccessibleWithin(c, job)).ToList();
        var stuck = members.Where(m => !m.IsSettable(compilation, job)).ToList();

        var plain = accessible.FirstOrDefault(c => c.Parameters.Length == 0);
        if (plain is not null && stuck.Count == 0 && !(type.IsValueType && plain.IsImplicitlyDeclared)) return plain;

        // A struct always has one without parameters; it is the last choice, so that a positional record struct is read
        // with the same demands as a positional record.
        return accessible
            .Where(c => c.Parameters.Length > 0
                && c.Parameters.All(p => p.RefKind is RefKind.None or RefKind.In && members.Any(m => m.Matches(p)))
                && stuck.All(m => c.Parameters.Any(m.Matches))
                && (SetsRequiredMembers(c) || !c.Parameters.Any(p => members.Any(m => m.IsRequired && m.Matches(p)))))
            .OrderByDescending(c => c.Parameters.Length)
            .FirstOrDefault()
            ?? (stuck.Count == 0 ? plain : null);
    }

    /// <summary>Whether a call needs no initializer for required members; without it a member set by both would be asked for twice.</summary>
    private static bool SetsRequiredMembers(IMethodSymbol constructor) =>
        constructor.GetAttributes().Any(a => a.AttributeClass?.Name == "SetsRequiredMembersAttribute");

    /// <summary>
    /// Framework types that no table knows hide what they hold. The key-value pair is plain data.
    /// </summary>
    private static bool IsFramework(INamedTypeSymbol type)
    {
        if (type.Locations.Any(l => l.IsInSource)) return false;
        var name = TypeNames.Metadata(type.OriginalDefinition);
        return name != "System.Collections.Generic.KeyValuePair`2"
            && (name.StartsWith("System.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.", StringComparison.Ordinal)
                || type.ContainingAssembly?.Name == KnownNames.AbstractionsAssembly);
    }
}
