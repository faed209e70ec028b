using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>
/// Finds out how values of a type are stored, and collects each type that takes part once. One classifier serves one job
/// class, since what is accessible depends on where it is asked from.
/// </summary>
internal sealed class StateTypeClassifier(Compilation compilation, INamedTypeSymbol job, CancellationToken cancellationToken)
{
    /// <summary>How deep types may nest: more is a generic type that grows with each step.</summary>
    private const int NestingMax = 64;

    private const int PathMax = 20;

    // Null while the type's own parts are being classified: a recursive type finds itself here and is done.
    private readonly Dictionary<string, StateTypeModel?> _types = new(StringComparer.Ordinal);
    private readonly List<string> _addedByThisRoot = [];
    private int _depth;

    /// <summary>All types that were classified, sorted by id, so that the order of declarations does not matter.</summary>
    public EquatableArray<StateTypeModel> Types =>
        _types.Values.OfType<StateTypeModel>().OrderBy(t => t.Id, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>Whether a type in error was met.</summary>
    public bool SawError { get; private set; }

    /// <summary>Classifies a type and everything inside it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="problem">Why it cannot be stored.</param>
    /// <param name="declaration">The member or parameter that is of the type, and may name a converter.</param>
    /// <returns>Its use, or null and the problem.</returns>
    public TypeUse? Classify(ITypeSymbol type, out StateTypeProblem? problem, ISymbol? declaration = null)
    {
        _addedByThisRoot.Clear();
        problem = null;
        var use = Visit(type, "", ref problem, ConverterShape.NamedBy(declaration));
        if (use is not null) return use;

        // Parts that were classified on the way may refer to the one that failed: none of them stays.
        foreach (var added in _addedByThisRoot) _types.Remove(added);
        return null;
    }

    /// <summary>Classifies a part of a type. For the shapes.</summary>
    /// <param name="type">The part.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="problem">Why it cannot be stored.</param>
    /// <param name="converter">What its declaration says that it is converted by.</param>
    internal TypeUse? Visit(ITypeSymbol type, string path, ref StateTypeProblem? problem, INamedTypeSymbol? converter = null)
    {
        var identity = new TypeIdentity(TypeNames.Id(type), TypeNames.Plain(type), TypeNames.Hint(type));
        var notNull = type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated };
        if (converter is null) return Visit(type, identity, path, Build, ref problem) ? new TypeUse(identity.Id, notNull) : null;

        // A member's own converter makes another type of it; of a nullable value what it holds is converted.
        var by = " by " + TypeNames.Plain(converter);
        identity = identity with { Id = identity.Id + by, Hint = identity.Hint + "By" + TypeNames.Hint(converter) };
        return Visit(type, identity, path, BuildConverted, ref problem) ? new TypeUse(identity.Id, notNull) : null;

        StateTypeModel? BuildConverted(ITypeSymbol converted, TypeIdentity named, string at, ref StateTypeProblem? obstacle)
        {
            if (converted is not INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable || ConverterShape.Converts(converter, converted))
            {
                return ConverterShape.Of(converted, named, converter, at, compilation, job, ref obstacle);
            }

            return Visit(nullable.TypeArguments[0], at, ref obstacle, converter) is { } inner ? new NullableTypeModel(named, inner) : null;
        }
    }

    /// <summary>Classifies a type of a hierarchy as what it is, whatever is declared on it.</summary>
    internal TypeUse? VisitItself(INamedTypeSymbol type, string path, ref StateTypeProblem? problem)
    {
        var identity = new TypeIdentity(TypeNames.Id(type) + " itself", TypeNames.Plain(type), TypeNames.Hint(type) + "Itself");
        return Visit(type, identity, path, BuildItself, ref problem) ? new TypeUse(identity.Id, NotNull: false) : null;

        StateTypeModel? BuildItself(ITypeSymbol part, TypeIdentity named, string at, ref StateTypeProblem? obstacle) =>
            BuildObject((INamedTypeSymbol)part, named, at, ref obstacle) is ObjectTypeModel model ? model with { IsOpen = false } : null;
    }

    /// <summary>The entry of a part that was visited; null while its own parts still are.</summary>
    internal StateTypeModel? Model(TypeUse use) => _types[use.Id];

    private delegate StateTypeModel? Builder(ITypeSymbol type, TypeIdentity identity, string path, ref StateTypeProblem? problem);

    private bool Visit(ITypeSymbol type, TypeIdentity identity, string path, Builder build, ref StateTypeProblem? problem)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_types.ContainsKey(identity.Id)) return true;

        if (_depth >= NestingMax)
        {
            // As declared, and where it begins: what it is called here, and the way there, have hundreds of characters.
            problem = new StateTypeProblem(StateTypeObstacle.TooDeep, type.OriginalDefinition, path.Length > PathMax ? path.Substring(0, PathMax) + "…" : path);
            return false;
        }

        _types.Add(identity.Id, null);
        _addedByThisRoot.Add(identity.Id);
        _depth++;
        var model = build(type, identity, path, ref problem);
        _depth--;
        _types[identity.Id] = model;
        return model is not null;
    }

    private StateTypeModel? Build(ITypeSymbol type, TypeIdentity identity, string path, ref StateTypeProblem? problem)
    {
        if (type.TypeKind == TypeKind.Error)
        {
            SawError = true;
            return Fail(StateTypeObstacle.Error, type, path, ref problem);
        }

        if (type.ForbiddenBy() is not null) return Fail(StateTypeObstacle.Unknown, type, path, ref problem);
        if (type is INamedTypeSymbol candidate && ConverterShape.NamedFor(candidate, compilation.Assembly) is { } converter)
        {
            return ConverterShape.Of(type, identity, converter, path, compilation, job, ref problem);
        }

        if (KnownScalars.Bytes(type, identity) is { } bytes) return bytes;
        return type switch
        {
            IArrayTypeSymbol array => CollectionShape.OfArray(array, identity, path, this, ref problem),
            INamedTypeSymbol named => BuildNamed(named, identity, path, ref problem),
            _ => Fail(StateTypeObstacle.Unknown, type, path, ref problem),
        };
    }

    private StateTypeModel? BuildNamed(INamedTypeSymbol type, TypeIdentity identity, string path, ref StateTypeProblem? problem)
    {
        if (KnownScalars.Of(type) is { } scalar) return new ScalarTypeModel(identity, scalar, Key: true);
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Visit(type.TypeArguments[0], path, ref problem) is { } inner ? new NullableTypeModel(identity, inner) : null;
        }

        if (CollectionShape.Of(type, identity, path, this, ref problem) is { } collection) return collection;
        if (problem is not null) return null;
        if (type.TypeKind == TypeKind.Enum && IsInSight(type, path, ref problem)) return EnumShape.Of(type, identity);
        if (problem is not null) return null;
        if (HierarchyShape.IsDeclared(type))
        {
            return IsInSight(type, path, ref problem) ? HierarchyShape.Of(type, identity, path, compilation, this, ref problem) : null;
        }

        return BuildObject(type, identity, path, ref problem);
    }

    private StateTypeModel? BuildObject(INamedTypeSymbol type, TypeIdentity identity, string path, ref StateTypeProblem? problem)
    {
        if (type.IsJournaled())
        {
            return Fail(StateTypeObstacle.Journal, type, path, ref problem);
        }

        if (RejectedTypes.ReasonOf(type) is { } reason)
        {
            problem = new StateTypeProblem(StateTypeObstacle.Unknown, type, path, Advice: reason);
            return null;
        }

        if (RuntimeObjects.Contains(type)) return Fail(StateTypeObstacle.RuntimeObject, type, path, ref problem);
        if (type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Interface || type.IsAbstract)
        {
            return Fail(StateTypeObstacle.Open, type, path, ref problem);
        }

        return IsInSight(type, path, ref problem) ? ObjectShape.Of(type, identity, path, job, compilation, this, ref problem, cancellationToken) : null;
    }

    private bool IsInSight(INamedTypeSymbol type, string path, ref StateTypeProblem? problem)
    {
        if (type.IsFileLocal) Fail(StateTypeObstacle.FileLocal, type, path, ref problem);
        else if (!compilation.IsSymbolAccessibleWithin(type, job)) Fail(StateTypeObstacle.Inaccessible, type, path, ref problem);
        return problem is null;
    }

    private static StateTypeModel? Fail(StateTypeObstacle reason, ITypeSymbol type, string path, ref StateTypeProblem? problem)
    {
        problem = new StateTypeProblem(reason, type, path);
        return null;
    }
}
