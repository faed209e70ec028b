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
        StateTypeClassifier classifier, ref StateTypeProblem? problem, CancellationToken cancellationToken)
    {
        if (type.IsStatic || type.IsRefLikeType || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || IsFramework(type))
        {
            problem = new StateTypeProblem(StateTypeObstacle.Unknown, type, path);
            return null;
        }

        if (type.SelfAndBases().Skip(1).FirstOrDefault(t => IsFramework(t) && !HoldsNothing(t)) is { } parent)
        {
            problem = new StateTypeProblem(
                StateTypeObstacle.Unknown, type, path, Advice: $"it derives from '{TypeNames.Display(parent)}', which hides what it holds; make that a member, or name a converter with [JobConverter]");
            return null;
        }

        var members = StoredMember.Of(type);
        if (FirstLost(type, compilation, cancellationToken) is { } lost)
        {
            problem = new StateTypeProblem(StateTypeObstacle.Member, type, path, lost.Name, lost.Reason);
            return null;
        }

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
            var parameter = constructor.ParameterOf(member);
            if (member.Symbol.ForbiddenBy() is not null || !member.IsReadable(compilation, job) || (parameter is null && !member.IsSettable(compilation, job)))
            {
                problem = new StateTypeProblem(StateTypeObstacle.Member, type, path, member.Symbol.Name);
                return null;
            }

            if (classifier.Visit(member.Type, path + "." + member.Symbol.Name, ref problem, ConverterShape.NamedBy(member.Symbol, parameter)) is not { } use) return null;
            if (member.AllowsNull || parameter?.AllowsNull() == true) use = use with { NotNull = false };
            models.Add(new ObjectMemberModel
            {
                Name = Identifiers.Escape(member.Symbol.Name),
                WireName = member.WireName(parameter),
                Aliases = member.Aliases(parameter),
                Type = use,
                Binding = Binding(member, parameter, member.IsSettable(compilation, job)),
                MayChangeOthers = member.MayChangeOthers,
                Parameter = parameter?.Ordinal ?? -1,
                Default = parameter is null ? null : Literal.DefaultOf(parameter),
            });
        }

        var clash = models.GroupBy(m => m.WireName, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (clash is not null)
        {
            problem = new StateTypeProblem(StateTypeObstacle.Member, type, path, clash.Last().Name, $"would be stored as '{clash.Key}' like another; give one a [JobName] of its own");
            return null;
        }

        return new ObjectTypeModel(
            identity, IsReference: type.IsReferenceType, IsOpen: type is { IsReferenceType: true, IsSealed: false }, models.ToEquatableArray());
    }

    /// <summary>
    /// The constructor without parameters if the author wrote one, or a class has one, and it is enough; or else the
    /// accessible one with the most parameters that all have a stored member's name and type.
    /// </summary>
    private static ConstructorBinding? ChooseConstructor(
        INamedTypeSymbol type, IReadOnlyList<StoredMember> members, INamedTypeSymbol job, Compilation compilation)
    {
        var accessible = type.InstanceConstructors.Where(c => compilation.IsSymbolAccessibleWithin(c, job)).ToList();
        var stuck = members.Where(m => !m.IsSettable(compilation, job)).ToList();

        var plain = accessible.FirstOrDefault(c => c.Parameters.Length == 0);
        if (plain is not null && stuck.Count == 0 && !(type.IsValueType && plain.IsImplicitlyDeclared)) return ConstructorBinding.Of(plain, members);

        // A struct always has one without parameters; it is the last choice, so that a positional record struct is read
        // with the same demands as a positional record.
        return accessible
            .Where(c => c.Parameters.Length > 0)
            .OrderByDescending(c => c.Parameters.Length)
            .Select(c => ConstructorBinding.Of(c, members))
            .FirstOrDefault(b => b is not null
                && stuck.All(m => b.ParameterOf(m) is not null)
                && (SetsRequiredMembers(b.Constructor) || !members.Any(m => m.IsRequired && b.ParameterOf(m) is not null)))
            ?? (stuck.Count == 0 && plain is not null ? ConstructorBinding.Of(plain, members) : null);
    }

    /// <summary>
    /// A member that a parameter stands for is set once more where it can be: only a record's own property is sure to hold what the
    /// constructor was given. One that doubled it would double it at each resume.
    /// </summary>
    private static MemberBinding Binding(StoredMember member, IParameterSymbol? parameter, bool settable)
    {
        if (parameter is not null && (!settable || PositionalParameter.IsKept(member, parameter))) return MemberBinding.Constructor;
        if (member.IsRequired && parameter is null) return MemberBinding.Required;
        return member.IsInit ? MemberBinding.Init : MemberBinding.Set;
    }

    private static LostState? FirstLost(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var lost = type.SelfAndBases().SelectMany(t => LostState.DeclaredBy(t, compilation, cancellationToken)).FirstOrDefault();
        if (lost is not null) return lost;
        return LostState.Hidden(type).Select(h => new LostState(
                h.Member.Symbol,
                LostState.Qualified(h.Member.Symbol),
                $"is hidden by '{LostState.Qualified(h.By)}', so the code that would store it cannot name it; " + (h.By.IsOverride
                    ? "let the override's getter return the base's value as it is, or mark it [JobIgnore]"
                    : "rename one of the two")))
            .FirstOrDefault();
    }

    /// <summary>Whether a call needs no initializer for required members; without it a member set by both would be asked for twice.</summary>
    private static bool SetsRequiredMembers(IMethodSymbol constructor) =>
        constructor.GetAttributes().Any(a => a.AttributeClass?.Name == "SetsRequiredMembersAttribute");

    /// <summary>Bases that add nothing to what derives from them.</summary>
    private static bool HoldsNothing(INamedTypeSymbol type) => TypeNames.Metadata(type) is "System.EventArgs" or "System.MarshalByRefObject" or "System.Attribute";

    /// <summary>
    /// Framework types that no table knows hide what they hold. The key-value pair is plain data.
    /// </summary>
    public static bool IsFramework(INamedTypeSymbol type)
    {
        if (type.Locations.Any(l => l.IsInSource)) return false;
        var name = TypeNames.Metadata(type.OriginalDefinition);
        return name != "System.Collections.Generic.KeyValuePair`2"
            && (name.StartsWith("System.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.", StringComparison.Ordinal)
                || type.ContainingAssembly?.Name == KnownNames.AbstractionsAssembly);
    }
}
