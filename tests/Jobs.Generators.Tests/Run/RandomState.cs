using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Text;

namespace Jobs.Generators.Tests.Run;

/// <summary>
/// Fills jobs with random values of any type that state may have: edges often, nulls where the type has them, and nothing that a
/// seed does not decide. Every field is reached by reflection, so a class need not help.
/// </summary>
/// <param name="seed">One seed gives one state: a failing test names its seed.</param>
/// <param name="namedOnly">Whether values of enums have names: a later generation may give one to a number.</param>
internal sealed class RandomState(int seed, bool namedOnly = false)
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const int DepthMax = 4;

    private readonly Random _random = new(seed);
    private readonly NullabilityInfoContext _nullability = new();
    private int _depth;

    /// <summary>Fills each field of a job, also those behind properties.</summary>
    public object Fill(object job)
    {
        foreach (var field in job.GetType().GetFields(Any))
        {
            if (typeof(Jobs.CompilerServices.IJournal).IsAssignableFrom(field.FieldType)) FillJournal(field.GetValue(job)!);
            else field.SetValue(job, Of(field.FieldType, _nullability.Create(field)));
        }

        return job;
    }

    private void FillJournal(object journal)
    {
        var arguments = journal.GetType().GetGenericArguments();
        var add = journal.GetType().GetMethod("Add", arguments)!;
        for (var count = _random.Next(6); count > 0; count--)
        {
            object?[] values = [.. arguments.Select(a => Of(a, null))];
            if (arguments.Length == 1 || !(bool)journal.GetType().GetMethod("ContainsKey")!.Invoke(journal, [values[0]])!) add.Invoke(journal, values);
        }
    }

    private object? Of(Type type, NullabilityInfo? info)
    {
        if (!type.IsValueType && info?.ReadState == NullabilityState.Nullable && (_depth > DepthMax || Chance(6))) return null;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Chance(5) ? null : Of(inner, info); // The parts of Nullable<T> are those of T there.
        if (Scalar(type) is { } scalar) return scalar;
        _depth++;
        try
        {
            return type.IsArray ? Grid(type, info) : Collection(type, info) ?? Composed(type, info);
        }
        finally
        {
            _depth--;
        }
    }

    private object? Scalar(Type type) => type switch
    {
        _ when type.IsEnum => EnumValue(type),
        _ when type == typeof(bool) => Chance(2),
        _ when type == typeof(string) => Text(),
        _ when type == typeof(char) => (char)_random.Next(0x10000),
        _ when type == typeof(Rune) => new Rune(_random.Next(0xD800)),
        _ when type == typeof(byte) => (byte)Bits(), _ when type == typeof(sbyte) => (sbyte)Bits(),
        _ when type == typeof(short) => (short)Bits(), _ when type == typeof(ushort) => (ushort)Bits(),
        _ when type == typeof(int) => (int)Bits(), _ when type == typeof(uint) => (uint)Bits(),
        _ when type == typeof(long) => Bits(), _ when type == typeof(ulong) => (ulong)Bits(),
        _ when type == typeof(Int128) => ((Int128)Bits() << 64) | (ulong)Bits(), _ when type == typeof(UInt128) => ((UInt128)(ulong)Bits() << 64) | (ulong)Bits(),
        _ when type == typeof(BigInteger) => BigInteger.Pow(Bits(), _random.Next(30)),
        _ when type == typeof(Half) => BitConverter.Int16BitsToHalf((short)Bits()),
        _ when type == typeof(float) => BitConverter.Int32BitsToSingle((int)Bits()),
        _ when type == typeof(double) => BitConverter.Int64BitsToDouble(Bits()),
        _ when type == typeof(decimal) => new decimal((int)Bits(), (int)Bits(), (int)Bits(), Chance(2), (byte)_random.Next(29)),
        _ when type == typeof(Guid) => new Guid((int)Bits(), (short)Bits(), (short)Bits(), new byte[8]),
        _ when type == typeof(DateTime) => new DateTime(_random.NextInt64(DateTime.MaxValue.Ticks), (DateTimeKind)_random.Next(2)),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(_random.NextInt64(DateTime.UnixEpoch.Ticks, DateTime.MaxValue.Ticks / 2), TimeSpan.FromMinutes(_random.Next(-840, 840))),
        _ when type == typeof(DateOnly) => DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber)),
        _ when type == typeof(TimeOnly) => new TimeOnly(_random.NextInt64(TimeOnly.MaxValue.Ticks)),
        _ when type == typeof(TimeSpan) => new TimeSpan(Bits()),
        _ when type == typeof(Index) => new Index(_random.Next(), Chance(2)),
        _ when type == typeof(Range) => new Range(new Index(_random.Next(), Chance(2)), new Index(_random.Next(), Chance(2))),
        _ when type == typeof(Uri) => new Uri("a/" + Text(), UriKind.RelativeOrAbsolute),
        _ when type == typeof(Version) => new Version(_random.Next(), _random.Next(), _random.Next()),
        _ when type == typeof(JobId) => new JobId(Bits()),
        _ => null,
    };

    private object EnumValue(Type type)
    {
        if (!namedOnly && Chance(2)) return Enum.ToObject(type, _random.Next(-9, 9));
        var value = Pick(Enum.GetValues(type).Cast<object>().ToArray());
        return type.IsDefined(typeof(FlagsAttribute), false) ? Enum.ToObject(type, Convert.ToInt64(value, null) | Convert.ToInt64(Pick(Enum.GetValues(type).Cast<object>().ToArray()), null)) : value;
    }

    private Array Grid(Type type, NullabilityInfo? info)
    {
        var lengths = Enumerable.Range(0, type.GetArrayRank()).Select(_ => _random.Next(4)).ToArray();
        var array = Array.CreateInstance(type.GetElementType()!, lengths);
        for (var i = 0; i < array.Length; i++)
        {
            var rest = i;
            var at = new int[lengths.Length];
            for (var d = lengths.Length - 1; d >= 0; d--) (at[d], rest) = (rest % lengths[d], rest / lengths[d]);
            array.SetValue(Of(type.GetElementType()!, info?.ElementType), at);
        }

        return array;
    }

    private object? Collection(Type type, NullabilityInfo? info)
    {
        if (!type.IsGenericType || type.Namespace is not { } space || !space.StartsWith("System", StringComparison.Ordinal)) return null;
        var (arguments, name) = (type.GetGenericArguments(), type.Name[..^2].TrimStart('I'));
        if (type.Name.StartsWith("ValueTuple", StringComparison.Ordinal) || type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal)) return null;
        var elements = arguments.Length == 1
            ? Array.CreateInstance(arguments[0], Count())
            : Array.CreateInstance((name == "PriorityQueue" ? typeof(ValueTuple<,>) : typeof(KeyValuePair<,>)).MakeGenericType(arguments), Count());
        var taken = new HashSet<object>();
        for (var i = 0; i < elements.Length; i++)
        {
            var parts = arguments.Select((a, n) => Of(a, info?.GenericTypeArguments.ElementAtOrDefault(n))).ToArray();
            if (name.Contains("Dictionary", StringComparison.Ordinal) || name.Contains("SortedList", StringComparison.Ordinal))
            {
                if (!taken.Add(Key(parts[0]!))) return Collection(type, info);
            }

            elements.SetValue(arguments.Length == 1 ? parts[0] : Activator.CreateInstance(elements.GetType().GetElementType()!, parts), i);
        }

        return Made(type, name, arguments, elements);
    }

    private static object Made(Type type, string name, Type[] arguments, Array elements) => name switch
    {
        "Memory" or "ReadOnlyMemory" => Activator.CreateInstance(type, elements)!,
        "FrozenSet" or "FrozenDictionary" => Frozen(name, arguments, elements),
        _ when name.Contains("mmutable", StringComparison.Ordinal) => Immutable(name, arguments, elements),
        "Dictionary" or "ReadOnlyDictionary" => Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments), elements)!,
        "SortedDictionary" or "SortedList" => Activator.CreateInstance(type, Made(type, "Dictionary", arguments, elements))!,
        "HashSet" or "Set" or "ReadOnlySet" => Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(arguments), elements)!,
        _ when type.IsInterface => elements,
        _ => Activator.CreateInstance(type, elements)!,
    };

    private static object Frozen(string name, Type[] arguments, Array elements) =>
        (name == "FrozenSet" ? typeof(FrozenSet) : typeof(FrozenDictionary)).GetMethods()
            .First(m => m.Name == "To" + name && m.GetGenericArguments().Length == arguments.Length && m.GetParameters().Length == 2)
            .MakeGenericMethod(arguments).Invoke(null, [elements, null])!;

    private static object Immutable(string name, Type[] arguments, Array elements)
    {
        var plain = name is "mmutableSet" ? "ImmutableHashSet" : name.StartsWith('m') ? "I" + name : name;
        return typeof(ImmutableList).Assembly.GetType("System.Collections.Immutable." + plain)!.GetMethods()
            .First(m => m.Name == "CreateRange" && m.GetParameters() is [{ ParameterType: { IsGenericType: true, Name: "IEnumerable`1" } }])
            .MakeGenericMethod(arguments).Invoke(null, [elements])!;
    }

    private object Composed(Type type, NullabilityInfo? info)
    {
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var constructor = Widest(type);
        var parameters = Widest(open)?.GetParameters() ?? [];
        var made = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select((p, i) => Of(p.ParameterType, InfoOf(parameters[i], info)))]);
        if (type.Namespace is "System" or "System.Collections.Generic") return made;
        foreach (var property in type.GetProperties(Any).Where(p => p.SetMethod is not null && !parameters.Any(given => given.Name == p.Name))) property.SetValue(made, Of(property.PropertyType, _nullability.Create(property)));
        foreach (var field in type.GetFields().Where(f => !f.IsInitOnly)) field.SetValue(made, Of(field.FieldType, _nullability.Create(field)));
        return made;
    }

    // Not the one that copies a record.
    private static ConstructorInfo? Widest(Type type) =>
        type.GetConstructors(Any).Where(c => c.GetParameters() is not [{ } only] || only.ParameterType != type).MaxBy(c => c.GetParameters().Length);

    // What a type parameter stands for may be null where its argument says so.
    private NullabilityInfo? InfoOf(ParameterInfo open, NullabilityInfo? info) =>
        open.ParameterType.IsGenericParameter
            ? info?.GenericTypeArguments.ElementAtOrDefault(open.ParameterType.GenericParameterPosition)
            : open.ParameterType.ContainsGenericParameters ? null : _nullability.Create(open);

    // By the culture, more texts are one than by their characters.
    private static object Key(object key) => key is string text ? string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant() : key;

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(6)).Select(_ =>
        Chance(3) ? new Rune(_random.Next(0xD800)).ToString() : Chance(4) ? "\U0001F600" : ((char)('a' + _random.Next(26))).ToString()));

    private long Bits() => _random.Next(6) switch { 0 => 0, 1 => -1, 2 => long.MinValue, 3 => long.MaxValue, _ => _random.NextInt64(long.MinValue, long.MaxValue) };

    private object Pick(object[] all) => all[_random.Next(all.Length)];

    // Types that hold themselves come to an end.
    private int Count() => _depth > DepthMax ? 0 : _random.Next(5);

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;
}
