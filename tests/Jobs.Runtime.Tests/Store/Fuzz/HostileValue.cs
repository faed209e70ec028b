using System.Text;
using Jobs.Sqlite;

namespace Jobs.Runtime.Tests.Store.Fuzz;

/// <summary>Values that no store of ours ever wrote where they are put.</summary>
internal static class HostileValue
{
    private const int LongMax = 20_000;
    private const int DeepMax = 3000;

    private static readonly long[] Edges =
        [0, 1, -1, 2, 3, 4, 5, 6, 7, 10, 13, 99, -2, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, 253402300800000, -62135596800001, 1L << 53];

    private static readonly double[] Fractions = [0.5, -1.5, 1e300, -1e300, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, 1e15];

    /// <summary>Binds one to a parameter: of any type and size, or what is there now, garbled.</summary>
    public static string Bind(SqliteStatement update, int index, byte[] now, Random random)
    {
        switch (random.Next(10))
        {
            case 0:
                update.BindNull(index);
                return "NULL";
            case 1 or 2:
                var number = random.Next(2) == 0 ? Edges[random.Next(Edges.Length)] : random.NextInt64(long.MinValue, long.MaxValue);
                update.Bind(index, number);
                return $"{number}";
            case 3:
                var bytes = new byte[random.Next(3) == 0 ? random.Next(LongMax) : random.Next(40)];
                random.NextBytes(bytes);
                update.BindBytes(index, bytes);
                return $"{bytes.Length} bytes";
            case 4:
                var fraction = Fractions[random.Next(Fractions.Length)];
                update.Bind(index, fraction.ToString("R", System.Globalization.CultureInfo.InvariantCulture)); // A text that a numeric column turns into a number.
                return $"{fraction}";
            case 5:
                var deep = random.Next(DeepMax);
                return BindText(update, index, new string('[', deep) + (random.Next(2) == 0 ? new string(']', deep) : ""));
            case 6:
                return BindText(update, index, new string((char)random.Next(1, 0xD000), random.Next(LongMax)));
            case 7:
                return BindText(update, index, Json(random));
            default:
                var garbled = now.Length == 0 ? [(byte)'{'] : (byte[])now.Clone();
                for (var i = random.Next(1, 4); i > 0; i--) garbled[random.Next(garbled.Length)] = (byte)random.Next(256);
                update.BindText(index, garbled.AsSpan(0, random.Next(3) == 0 ? random.Next(garbled.Length + 1) : garbled.Length));
                return $"garbled {Encoding.UTF8.GetString(garbled[..Math.Min(60, garbled.Length)])}";
        }
    }

    /// <summary>Well-formed JSON of another shape than anybody expects.</summary>
    public static string Json(Random random) => random.Next(8) switch
    {
        0 => "{}",
        1 => "null",
        2 => """{"script":null,"number":1e999,"sum":{}}""",
        3 => """{"maxAttempts":0,"delayMs":-5,"multiplier":1e300,"jitter":"x"}""",
        4 => """{"delayMs":1e308,"maxDelayMs":99999999999999999999}""",
        5 => """{"type":5,"message":null,"permanent":"yes"}""",
        6 => """{"completed":1e30,"total":"x"}""",
        _ => $"[{string.Join(',', Enumerable.Repeat("9223372036854775808", random.Next(50)))}]",
    };

    private static string BindText(SqliteStatement update, int index, string text)
    {
        update.Bind(index, text);
        return $"'{text[..Math.Min(text.Length, 60)]}' of {text.Length}";
    }
}
