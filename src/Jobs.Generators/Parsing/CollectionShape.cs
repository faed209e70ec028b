using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>How arrays, tuples and the framework's collections are stored.</summary>
internal static class CollectionShape
{
    /// <summary>The most dimensions of an array: no one has ever filed an array of five in a database by accident.</summary>
    private const int RankMax = 4;

    public static StateTypeModel? OfArray(
        IArrayTypeSymbol type, TypeIdentity identity, string path, StateTypeClassifier types, ref StateTypeProblem? problem)
    {
        if (type.Rank > RankMax)
        {
            problem = new StateTypeProblem(StateTypeObstacle.Unknown, type, path, Advice: "it has more than 4 dimensions; use an array of arrays");
            return null;
        }

        if (types.Visit(type.ElementType, path + "[]", ref problem) is not { } element) return null;
        return type.Rank == 1
            ? new SequenceTypeModel(identity, SequenceKind.Array, element)
            : new GridTypeModel(identity, type.Rank, element);
    }

    /// <summary>The model of a collection, or null: of one that cannot be stored, with a problem, or of what is no collection.</summary>
    public static StateTypeModel? Of(
        INamedTypeSymbol type, TypeIdentity identity, string path, StateTypeClassifier types, ref StateTypeProblem? problem)
    {
        if (type is { IsTupleType: true, TupleElements.Length: > 1 }) return OfTuple(type, identity, path, types, ref problem);
        if (KnownCollections.Sequence(type) is { } sequence)
        {
            return types.Visit(type.TypeArguments[0], path + "[]", ref problem) is { } item ? new SequenceTypeModel(identity, sequence, item) : null;
        }

        if (KnownCollections.Map(type) is { } map)
        {
            if (types.Visit(type.TypeArguments[0], path + ".Keys", ref problem) is not { } keys) return null;
            if (types.Visit(type.TypeArguments[1], path + "[]", ref problem) is not { } values) return null;
            return new MapTypeModel(identity, map, keys, values, HasTextKeys: types.Model(keys) is ScalarTypeModel { Key: true } or EnumTypeModel);
        }

        if (!KnownCollections.IsPriorityQueue(type)) return null;
        if (types.Visit(type.TypeArguments[0], path + "[]", ref problem) is not { } element) return null;
        if (types.Visit(type.TypeArguments[1], path + "[]", ref problem) is not { } priority) return null;
        return new PriorityQueueTypeModel(identity, element, priority);
    }

    private static TupleTypeModel? OfTuple(
        INamedTypeSymbol type, TypeIdentity identity, string path, StateTypeClassifier types, ref StateTypeProblem? problem)
    {
        var elements = new List<TypeUse>();
        foreach (var element in type.TupleElements)
        {
            if (types.Visit(element.Type, path + "." + element.Name, ref problem) is not { } use) return null;
            elements.Add(use);
        }

        return new TupleTypeModel(identity with { Hint = "Tuple" + elements.Count }, elements.ToEquatableArray());
    }
}
