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

    // Null while the type's own parts are being classified: a recursive type finds itself here and is done.
    private readonly Dictionary<string, StateTypeModel?> _types = new(StringComparer.Ordinal);
    private readonly List<string> _addedByThisRoot = [];
    private int _depth;

    /// <summary>All types that were classified, sorted by name, so that the order of declarations does not matter.</summary>
    public EquatableArray<StateTypeModel> Types =>
        _types.Values.OfType<StateTypeModel>().OrderBy(t => t.FullName, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>Classifies a type and everything inside it.</summary>
    /// <returns>Its entry's name, or null and the problem.</returns>
    public string? Classify(ITypeSymbol type, out StateTypeProblem? problem)
    {
        _addedByThisRoot.Clear();
        problem = null;
        var key = Visit(type, "", ref problem);
        if (key is not null) return key;

        // Parts that were classified on the way may refer to the one that failed: none of them stays.
        foreach (var added in _addedByThisRoot) _types.Remove(added);
        return null;
    }

    /// <summary>Classifies a part of a type. For <see cref="ObjectShape"/>.</summary>
    internal string? Visit(ITypeSymbol type, string path, ref StateTypeProblem? problem)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var key = TypeNames.Plain(type);
        if (_types.ContainsKey(key)) return key;

        if (_depth >= NestingMax)
        {
            problem = new StateTypeProblem(StateTypeObstacle.TooDeep, type, path);
            return null;
        }

        _types.Add(key, null);
        _addedByThisRoot.Add(key);
        _depth++;
        var model = Build(type, key, path, ref problem);
        _depth--;
        _types[key] = model;
        return model is null ? null : key;
    }

    private StateTypeModel? Build(ITypeSymbol type, string key, string path, ref StateTypeProblem? problem)
    {
        var hint = TypeNames.Hint(type);
        switch (type)
        {
            case { TypeKind: TypeKind.Error }:
                return Fail(StateTypeObstacle.Error, type, path, ref problem);
            case var _ when type.ForbiddenBy() is not null:
                return Fail(StateTypeObstacle.Unknown, type, path, ref problem);
            case IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte }:
                return new ScalarTypeModel(key, hint, "Bytes", Key: false);
            case IArrayTypeSymbol { Rank: 1 } array:
                return Visit(array.ElementType, path + "[]", ref problem) is { } element
                    ? new SequenceTypeModel(key, hint, SequenceKind.Array, element)
                    : null;
            case INamedTypeSymbol { TypeKind: TypeKind.Enum } named:
                return IsAccessible(named) ? EnumShape.Of(named, key, hint) : Fail(StateTypeObstacle.Inaccessible, type, path, ref problem);
            case INamedTypeSymbol named:
                return BuildNamed(named, key, hint, path, ref problem);
            default:
                return Fail(StateTypeObstacle.Unknown, type, path, ref problem);
        }
    }

    private StateTypeModel? BuildNamed(INamedTypeSymbol type, string key, string hint, string path, ref StateTypeProblem? problem)
    {
        if (KnownTypes.Scalar(type) is { } scalar) return new ScalarTypeModel(key, hint, scalar.Scalar, scalar.Key);

        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Visit(type.TypeArguments[0], path, ref problem) is { } inner ? new NullableTypeModel(key, hint, inner) : null;
        }

        if (type.IsTupleType) return BuildTuple(type, key, path, ref problem);

        if (KnownTypes.Sequence(type) is { } sequence)
        {
            return Visit(type.TypeArguments[0], path + "[]", ref problem) is { } element
                ? new SequenceTypeModel(key, hint, sequence, element)
                : null;
        }

        if (KnownTypes.Map(type) is { } map)
        {
            if (Visit(type.TypeArguments[0], path + ".Keys", ref problem) is not { } keys) return null;
            if (Visit(type.TypeArguments[1], path + "[]", ref problem) is not { } values) return null;
            return new MapTypeModel(key, hint, map, keys, values, _types[keys] is ScalarTypeModel { Key: true } or EnumTypeModel);
        }

        if (type.Is(KnownNames.JournaledList) || type.Is(KnownNames.JournaledSet) || type.Is(KnownNames.JournaledDictionary))
        {
            return Fail(StateTypeObstacle.Journal, type, path, ref problem);
        }

        if (KnownTypes.IsRuntimeObject(type)) return Fail(StateTypeObstacle.RuntimeObject, type, path, ref problem);
        if (type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Interface || type.IsAbstract)
        {
            return Fail(StateTypeObstacle.Open, type, path, ref problem);
        }

        return IsAccessible(type)
            ? ObjectShape.Of(type, key, hint, path, job, compilation, this, ref problem)
            : Fail(StateTypeObstacle.Inaccessible, type, path, ref problem);
    }

    private TupleTypeModel? BuildTuple(INamedTypeSymbol type, string key, string path, ref StateTypeProblem? problem)
    {
        var elements = new List<string>();
        foreach (var element in type.TupleElements)
        {
            if (Visit(element.Type, path + "." + element.Name, ref problem) is not { } entry) return null;
            elements.Add(entry);
        }

        return new TupleTypeModel(key, "Tuple" + elements.Count, elements.ToEquatableArray());
    }

    private bool IsAccessible(INamedTypeSymbol type) => compilation.IsSymbolAccessibleWithin(type, job);

    private static StateTypeModel? Fail(StateTypeObstacle reason, ITypeSymbol type, string path, ref StateTypeProblem? problem)
    {
        problem = new StateTypeProblem(reason, type, path);
        return null;
    }
}
