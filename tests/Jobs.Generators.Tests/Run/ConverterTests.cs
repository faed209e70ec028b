namespace Jobs.Generators.Tests.Run;

/// <summary>Converters of the author's: where they may be named, and what they cannot break.</summary>
public class ConverterTests
{
    private static readonly Lazy<Emitted> s_jobs = new(() => Emitted.Of("""
        using System.Net;
        using System.Text.Json;
        [assembly: JobConverter(typeof(AddressConverter))]

        public sealed class AddressConverter : IJobConverter<IPAddress>
        {
            static void IJobConverter<IPAddress>.Write(Utf8JsonWriter writer, IPAddress value) => writer.WriteStringValue(value.ToString());
            static IPAddress IJobConverter<IPAddress>.Read(ref Utf8JsonReader reader) => IPAddress.Parse(reader.GetString()!);
        }

        [JobConverter(typeof(MoneyConverter))]
        public readonly struct Money(long cents) { public long Cents() => cents; }
        public struct MoneyConverter : IJobConverter<Money>
        {
            public static void Write(Utf8JsonWriter writer, Money value) { writer.WriteStartArray(); writer.WriteNumberValue(value.Cents()); writer.WriteEndArray(); }
            public static Money Read(ref Utf8JsonReader reader) { reader.Read(); return new(reader.GetInt64()); }
        }

        public sealed class Hex : IJobConverter<int>, IJobConverter<string>
        {
            public static void Write(Utf8JsonWriter writer, int value) => writer.WriteStringValue(value.ToString("x"));
            public static void Write(Utf8JsonWriter writer, string value) => writer.WriteStringValue("x" + value);
            static int IJobConverter<int>.Read(ref Utf8JsonReader reader) => Convert.ToInt32(reader.GetString(), 16);
            static string IJobConverter<string>.Read(ref Utf8JsonReader reader) => reader.GetString()![1..];
        }

        public sealed class Bad : IJobConverter<int>
        {
            public static void Write(Utf8JsonWriter writer, int value)
            {
                if (value == 1) writer.WriteStartArray();
                if (value == 2) { writer.WriteNumberValue(1); writer.WriteNumberValue(2); }
                if (value == 3) throw new JsonException("three is not stored");
                if (value == 4) writer.WriteNumberValue(4);
                if (value == 5) writer.WriteNullValue();
            }
            public static int Read(ref Utf8JsonReader reader) { while (reader.Read()) { } return 4; }
        }

        public sealed record Host([JobConverter(typeof(Hex))] int Port, IPAddress? Address) { [JobConverter(typeof(Hex))] public string Name { get; init; } = ""; }

        [Job("a")]
        public partial class A
        {
            public List<IPAddress?> Addresses { get; set; } = [IPAddress.Loopback, null, IPAddress.IPv6Any];
            public Money Price { get; set; } = new(7);
            public Money? Nothing { get; set; }
            public Dictionary<Money, int> Prices { get; set; } = new() { [new(1)] = 2 };
            public Host Host { get; set; } = new(255, IPAddress.Any) { Name = "n" };
            [JobConverter(typeof(Hex))] public int? Maybe { get; set; } = 16;
            [JobConverter(typeof(Hex))] private int _plain = 17;
            public int After { get; set; } = 18;
            [JobTask] private static int Echo([JobConverter(typeof(Hex))] int n, TaskContext c) => n;
            private Task<Money> RunAsync(Context c) => Task.FromResult(new Money(_plain));
        }

        [Job("b")]
        public partial class B
        {
            [JobConverter(typeof(Bad))] public int Value { get; set; }
            public int After { get; set; } = 1;
            private Task RunAsync(Context c) => Task.CompletedTask;
        }
        """));

    [Fact]
    public void Converter_NamedAnywhere_StoresItsType()
    {
        var state = Emitted.State(s_jobs.Value.Descriptor(), s_jobs.Value.New());

        Assert.Equal(
            """{"Addresses":["127.0.0.1",null,"::"],"Price":[7],"Nothing":null,"Prices":[[[1],2]],"Host":{"Port":"ff","Address":"0.0.0.0","Name":"xn"},"Maybe":"10","plain":"11","After":18}""",
            state);
        Assert.Equal(state, Emitted.State(s_jobs.Value.Descriptor(), Emitted.Restore(s_jobs.Value.Descriptor(), "{}", state)));
    }

    [Theory]
    [InlineData("""{"Price":null}""", "'Price'|found null")]
    [InlineData("""{"Addresses":["x"]}""", "'Addresses'")]
    [InlineData("""{"plain":"zz"}""", "'plain'")]
    public void Read_OfWhatTheConverterRefuses_NamesTheMember(string state, string parts)
    {
        var e = Assert.Throws<JobPayloadException>(() => Emitted.Restore(s_jobs.Value.Descriptor(), "{}", state));

        foreach (var part in parts.Split('|')) Assert.Contains(part, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "did not write one whole JSON value")]
    [InlineData(1, "did not write one whole JSON value")]
    [InlineData(2, "")]
    [InlineData(3, "three is not stored")]
    [InlineData(5, "Bad wrote null for a value, and null is read as none")]
    public void Write_OfAConverterThatErrs_IsRefusedAndNamed(int value, string part)
    {
        var job = s_jobs.Value.New("B");
        Emitted.Set(job, "Value", value);

        var e = Assert.Throws<JobPayloadException>(() => Emitted.State(s_jobs.Value.Descriptor("b"), job));

        Assert.Contains("'Value'", e.Message, StringComparison.Ordinal);
        Assert.Contains(part, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAConverterThatReadsTooFar_IsRefusedAndNamed()
    {
        var e = Assert.Throws<JobPayloadException>(() => Emitted.Restore(s_jobs.Value.Descriptor("b"), "{}", """{"Value":4,"After":2}"""));

        Assert.Contains("'Value'", e.Message, StringComparison.Ordinal);
        Assert.Contains("beyond the value", e.Message, StringComparison.Ordinal);
    }
}
