using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Jobs.Generators.Tests.Run;

/// <summary>
/// A value as a text that holds all there is to it: bits of numbers, kinds of times, lengths of arrays, comparers of sets. Two
/// values are the same when their texts are; what has no order is sorted.
/// </summary>
internal static class Flat
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        double number => double.IsNaN(number) ? "NaN" : $"{BitConverter.DoubleToInt64Bits(number)}",
        float number => float.IsNaN(number) ? "NaN" : $"{BitConverter.SingleToInt32Bits(number)}",
        Half number => Half.IsNaN(number) ? "NaN" : $"{BitConverter.HalfToInt16Bits(number)}",

        // The sign of zero is not stored, and is part of no comparison.
        decimal number => string.Join(".", decimal.GetBits(number == 0 ? decimal.Abs(number) : number)),

        DateTime time => $"{time.Ticks}{time.Kind}",
        DateTimeOffset time => $"{time.Ticks}{time.Offset.Ticks}",
        char unit => $"{(int)unit}",
        Uri uri => uri.OriginalString,
        Enum e => e.ToString("D"),
        Array { Rank: > 1 } grid => $"{string.Join("x", Enumerable.Range(0, grid.Rank).Select(grid.GetLength))}{Items(grid, sorted: false)}",
        ITuple tuple => $"({string.Join(",", Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i])))})",
        IEnumerable array when array.GetType().GetProperty("IsDefault")?.GetValue(array) is true => "default",
        IEnumerable items => Comparer(items) + Items(items, HasNoOrder(items.GetType())),
        IFormattable scalar when value.GetType().Assembly == typeof(object).Assembly => scalar.ToString(null, CultureInfo.InvariantCulture),
        _ => OfObject(value),
    };

    private static string OfObject(object value)
    {
        var type = value.GetType();
        var name = type.IsGenericType ? type.GetGenericTypeDefinition().Name : type.Name;
        if (name is "Memory`1" or "ReadOnlyMemory`1") return Items((Array)type.GetMethod("ToArray")!.Invoke(value, null)!, sorted: false);
        if (name == "PriorityQueue`2")
        {
            return Comparer(value) + Items((IEnumerable)type.GetProperty("UnorderedItems")!.GetValue(value)!, sorted: false);
        }

        if (name == "KeyValuePair`2") return $"{Of(type.GetProperty("Key")!.GetValue(value))}:{Of(type.GetProperty("Value")!.GetValue(value))}";
        if (type.Assembly == typeof(object).Assembly || type.Assembly == typeof(JobId).Assembly || type.Assembly == typeof(System.Numerics.BigInteger).Assembly)
        {
            return FormattableString.Invariant($"{value}");
        }

        return $"{type.Name}{{{string.Join(",", AllFields(type).Select(f => f.Name + "=" + Of(f.GetValue(value))))}}}";
    }

    private static IEnumerable<FieldInfo> AllFields(Type type) =>
        type == typeof(object) || type == typeof(ValueType) ? [] : AllFields(type.BaseType!).Concat(type.GetFields(Fields | BindingFlags.DeclaredOnly));

    private static string Items(IEnumerable items, bool sorted)
    {
        var texts = items.Cast<object?>().Select(Of);
        return $"[{string.Join(",", sorted ? texts.Order(StringComparer.Ordinal) : texts)}]";
    }

    private static string Comparer(object collection)
    {
        var comparer = (collection.GetType().GetProperty("KeyComparer") ?? collection.GetType().GetProperty("Comparer"))?.GetValue(collection);
        return ReferenceEquals(comparer, StringComparer.OrdinalIgnoreCase) ? "ignoring case" : "";
    }

    private static bool HasNoOrder(Type type) =>
        new[] { "HashSet", "Frozen", "ConcurrentBag", "ImmutableDictionary", "ConcurrentDictionary" }.Any(n => type.Name.Contains(n, StringComparison.Ordinal))
        || type.Name == "Dictionary`2";
}
