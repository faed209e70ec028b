using System.Collections;
using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Jobs.Generators.Tests.Run;

/// <summary>
/// Random values of any type that state may have, and jobs that are full of them. One seed gives one state: a failing test
/// names its seed. Every field is reached by reflection, so a class need not help.
/// </summary>
internal sealed class RandomState(int seed)
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const int DepthMax = 4;

    private static readonly string[] s_texts =
        ["", "a", "B", "\"", "\\", "\n\t\0", "é", "ß", "İ", "ı", "\u2028", "😀", "</script>", "a b", "123", "null", "{}", "x,y", "\uFFFF", new('z', 300)];

    private readonly Random _random = new(seed);
    private readonly NullabilityInfoContext _nullability = new(); // Not thread-safe: one for each seed.
    private int _texts;

    /// <summary>Fills each field of a job, also those behind properties.</summary>
    public object Fill(object job)
    {
        foreach (var field in job.GetType().GetFields(Any))
        {
            if (typeof(Jobs.CompilerServices.IJournal).IsAssignableFrom(field.FieldType)) FillJournal(field.GetValue(job)!);
            else field.SetValue(job, Next(field.FieldType, IsNullable(() => _nullability.Create(field)), 0));
        }

        return job;
    }

    public object? Next(Type type, bool isNullable, int depth)
    {
        if (isNullable && (depth >= DepthMax || _random.Next(4) == 0)) return null;
        if (Nullable.GetUnderlyingType(type) is { } value) return _random.Next(4) == 0 ? null : Next(value, false, depth);
        if (type.IsEnum) return NextEnum(type);
        return NextScalar(type) ?? NextCollection(type, depth) ?? NextObject(type, depth);
    }

    private object? NextScalar(Type type) => type switch
    {
        _ when type == typeof(bool) => _random.Next(2) == 0,
        _ when type == typeof(byte) => Bits<byte>(),
        _ when type == typeof(sbyte) => Bits<sbyte>(),
        _ when type == typeof(short) => Bits<short>(),
        _ when type == typeof(ushort) => Bits<ushort>(),
        _ when type == typeof(int) => Bits<int>(),
        _ when type == typeof(uint) => Bits<uint>(),
        _ when type == typeof(long) => Bits<long>(),
        _ when type == typeof(ulong) => Bits<ulong>(),
        _ when type == typeof(Int128) => Bits<Int128>(),
        _ when type == typeof(UInt128) => Bits<UInt128>(),
        _ when type == typeof(BigInteger) => new BigInteger(Bytes(_random.Next(40))),
        _ when type == typeof(float) => Pick(Bits<float>(), 0f, -0f, float.NaN, float.PositiveInfinity, float.Epsilon, 0.1f),
        _ when type == typeof(double) => Pick(Bits<double>(), 0d, -0d, double.NaN, double.NegativeInfinity, double.Epsilon, 0.1),
        _ when type == typeof(Half) => Pick(Bits<Half>(), (Half)0.1, Half.NaN, Half.MaxValue),
        _ when type == typeof(decimal) => new decimal(Bits<int>(), Bits<int>(), Bits<int>(), _random.Next(2) == 0, (byte)_random.Next(29)),
        _ when type == typeof(char) => Pick((char)_random.Next(char.MaxValue + 1), 'a', '\0', '"', '\uD800'),
        _ when type == typeof(Rune) => Pick(new Rune('a'), new Rune('é'), new Rune(0x1F600), new Rune(0)),
        _ when type == typeof(string) => NextText(),
        _ when type == typeof(Guid) => new Guid(Bytes(16)),
        _ when type == typeof(Uri) => Pick(new Uri("https://example.com/a b?q=%20"), new Uri($"../x/{_random.Next()}", UriKind.Relative), new Uri("mailto:a@b")),
        _ when type == typeof(Version) => Pick(new Version(1, 2), new Version(1, 2, 3), new Version(_random.Next(), 0, 0, 9)),
        _ when type == typeof(JobId) => new JobId(_random.NextInt64()),
        _ when type == typeof(DateTime) => new DateTime(_random.NextInt64(DateTime.MaxValue.Ticks), Pick(DateTimeKind.Utc, DateTimeKind.Unspecified)),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(_random.NextInt64(TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), TimeSpan.FromMinutes(_random.Next(-840, 841))),
        _ when type == typeof(DateOnly) => DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber)),
        _ when type == typeof(TimeOnly) => new TimeOnly(_random.NextInt64(TimeSpan.TicksPerDay)),
        _ when type == typeof(TimeSpan) => new TimeSpan(Bits<long>()),
        _ when type == typeof(Index) => new Index(_random.Next(), _random.Next(2) == 0),
        _ when type == typeof(Range) => new Range(new Index(_random.Next(), _random.Next(2) == 0), new Index(_random.Next(), _random.Next(2) == 0)),
        _ => null,
    };

    private object? NextCollection(Type type, int depth)
    {
        if (type.IsArray) return NextArray(type.GetElementType()!, type.GetArrayRank(), depth);
        if (!type.IsGenericType) return null;
        var arguments = type.GetGenericArguments();
        var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        if (name is "KeyValuePair" or "ValueTuple") return Activator.CreateInstance(type, [.. arguments.Select(a => Next(a, false, depth + 1))]);
        if (!typeof(IEnumerable).IsAssignableFrom(type) && name is not ("Memory" or "ReadOnlyMemory")) return null;
        if (arguments.Length == 2) return NextMap(type, arguments[0], arguments[1], depth);

        var items = NextArray(arguments[0], 1, depth, isSet: name.Contains("Set", StringComparison.Ordinal));
        if (name.StartsWith("Immutable", StringComparison.Ordinal)) return CreateRange(typeof(ImmutableArray).Assembly.GetType($"System.Collections.Immutable.{name}")!, items, arguments);
        if (type.IsInterface) return items;
        return Activator.CreateInstance(type, items);
    }

    private Array NextArray(Type element, int rank, int depth, bool isSet = false)
    {
        var lengths = Enumerable.Range(0, rank).Select(_ => depth >= DepthMax ? 0 : _random.Next(4)).ToArray();
        var array = Array.CreateInstance(element, lengths);
        if (array.Length == 0) return array;
        var index = new int[rank];
        do array.SetValue(Next(element, false, depth + 1), index);
        while (MoveNext(index, lengths));
        return isSet ? ToArray(element, array.Cast<object?>().DistinctBy(Flat.Of)) : array;
    }

    private static bool MoveNext(int[] index, int[] lengths)
    {
        for (var d = index.Length - 1; d >= 0; d--)
        {
            if (++index[d] < lengths[d]) return true;
            index[d] = 0;
        }

        return false;
    }

    private object NextMap(Type type, Type key, Type value, int depth)
    {
        var entry = typeof(KeyValuePair<,>).MakeGenericType(key, value);
        var keys = NextArray(key, 1, depth).Cast<object>().DistinctBy(Flat.Of);
        var entries = ToArray(entry, keys.Select(k => Activator.CreateInstance(entry, k, Next(value, false, depth + 1))));
        if (type.Name.StartsWith("Immutable", StringComparison.Ordinal))
        {
            return CreateRange(typeof(ImmutableArray).Assembly.GetType($"System.Collections.Immutable.{type.Name.Split('`')[0]}")!, entries, [key, value]);
        }

        var map = (IDictionary)Activator.CreateInstance(type.IsInterface ? typeof(Dictionary<,>).MakeGenericType(key, value) : type)!;
        foreach (var pair in entries) map.Add(entry.GetProperty("Key")!.GetValue(pair)!, entry.GetProperty("Value")!.GetValue(pair));
        return map;
    }

    private object NextObject(Type type, int depth)
    {
        var constructor = type.GetConstructors(Any)
            .Where(c => c.GetParameters() is not [{ } only] || only.ParameterType != type) // Not the copy of a record.
            .MaxBy(c => c.GetParameters().Length);
        var instance = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(p => Next(p.ParameterType, IsNullable(() => _nullability.Create(p)), depth + 1))]);
        foreach (var property in type.GetProperties(Any).Where(p => p.CanWrite))
        {
            property.SetValue(instance, Next(property.PropertyType, IsNullable(() => _nullability.Create(property)), depth + 1));
        }

        foreach (var field in type.GetFields().Where(f => !f.IsInitOnly)) field.SetValue(instance, Next(field.FieldType, IsNullable(() => _nullability.Create(field)), depth + 1));
        return instance;
    }

    private object NextEnum(Type type)
    {
        var values = Enum.GetValues(type).Cast<object>().ToArray();
        var value = values[_random.Next(values.Length)];
        if (!type.IsDefined(typeof(FlagsAttribute), false)) return value;
        return Enum.ToObject(type, Convert.ToInt64(value, null) | Convert.ToInt64(values[_random.Next(values.Length)], null));
    }

    private void FillJournal(object journal)
    {
        var arguments = journal.GetType().GetGenericArguments();
        var add = journal.GetType().GetMethod("Add", arguments)!;
        for (var count = _random.Next(6); count > 0; count--)
        {
            object?[] values = [.. arguments.Select(a => Next(a, false, 1))];
            if (arguments.Length == 1 || !(bool)journal.GetType().GetMethod("ContainsKey")!.Invoke(journal, [values[0]])!) add.Invoke(journal, values);
        }
    }

    // Numbered, so that no two keys or items of a set are equal under any comparer.
    private string NextText() => _random.Next(8) == 0 ? $"{_texts++}" : $"{_texts++}{s_texts[_random.Next(s_texts.Length)]}{s_texts[_random.Next(s_texts.Length)]}";

    private static bool IsNullable(Func<NullabilityInfo> info) => info() is { WriteState: NullabilityState.Nullable } or { ReadState: NullabilityState.Nullable };

    private static object CreateRange(Type factory, Array items, Type[] arguments) =>
        factory.GetMethods().Single(m => m.Name == "CreateRange" && m.GetParameters() is [{ ParameterType: { IsGenericType: true } p }] && p.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .MakeGenericMethod(arguments).Invoke(null, [items])!;

    private static Array ToArray(Type element, IEnumerable<object?> items)
    {
        object?[] all = [.. items];
        var array = Array.CreateInstance(element, all.Length);
        for (var i = 0; i < all.Length; i++) array.SetValue(all[i], i);
        return array;
    }

    private T Bits<T>()
        where T : unmanaged
    {
        var bytes = Bytes(Unsafe.SizeOf<T>());
        if (_random.Next(3) == 0) bytes.AsSpan(1).Clear(); // Small ones, too.
        return Unsafe.ReadUnaligned<T>(ref bytes[0]);
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(params ReadOnlySpan<T> values) => values[_random.Next(values.Length)];
}
