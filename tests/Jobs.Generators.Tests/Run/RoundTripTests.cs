using System.Globalization;
using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Generators.Tests.Run;

/// <summary>What is written of any state type is read back the same.</summary>
public class RoundTripTests
{
    // One compilation for all rows: it takes seconds, and it is itself the test of hundreds of codecs side by side.
    private static readonly Lazy<Emitted> s_jobs = new(() => Emitted.Of(StateTypes.Source));

    internal static Emitted Jobs => s_jobs.Value;

    public static TheoryData<int, string> Rows
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < StateTypes.Rows.Count; i++) data.Add(i, StateTypes.Rows[i].Type);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void State_OfAnyType_IsReadBackAsItWasWritten(int row, string type)
    {
        var descriptor = s_jobs.Value.Descriptor($"job{row}");
        foreach (var value in Values(row))
        {
            var job = Filled(row, value);

            var state = Emitted.State(descriptor, job);
            var restored = Emitted.Restore(descriptor, "{}", state);

            Assert.True(Flat.Of(job) == Flat.Of(restored), $"{type}: {state}\n{Flat.Of(job)}\n{Flat.Of(restored)}");
            Assert.Equal(state, Emitted.State(descriptor, restored));
            using var parsed = JsonDocument.Parse(state); // The writer does not validate; the text must still be JSON.
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Result_OfAnyType_IsReadBackAsItWasWritten(int row, string type)
    {
        var task = s_jobs.Value.Descriptor($"job{row}").Tasks.Single();
        foreach (var value in Values(row))
        {
            var json = Emitted.Json(writer => ((Delegate)Property(task, "ResultWriter")!).DynamicInvoke(writer, value));
            var read = s_jobs.Value.Descriptor($"job{row}").ReadResult(Encoding.UTF8.GetBytes(json));

            Assert.True(Flat.Of(value) == Flat.Of(read), $"{type}: {json}");
        }
    }

    [Fact]
    public void State_UnderAnyCulture_IsTheSameText()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var here = All();
            foreach (var culture in new[] { "fi-FI", "tr-TR", "ar-SA" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(here, All());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        List<string> All() =>
        [
            .. Enumerable.Range(0, StateTypes.Rows.Count).SelectMany(row => Values(row).Select(value =>
            {
                var job = Filled(row, value);
                var state = Emitted.State(s_jobs.Value.Descriptor($"job{row}"), job);
                Assert.Equal(Flat.Of(job), Flat.Of(Emitted.Restore(s_jobs.Value.Descriptor($"job{row}"), "{}", state)));
                return state;
            })),
        ];
    }

    [Theory]
    [InlineData("Plain", "zwei", 2)]
    [InlineData("Plain", "AlsoOne", 1)]
    [InlineData("Rights", "Both, Run", 11)]
    [InlineData("Rights", "64", 64)]
    public void Enum_IsReadByName(string type, string text, int value)
    {
        var row = StateTypes.Rows.ToList().FindIndex(r => r.Type == type);
        var restored = Emitted.Restore(s_jobs.Value.Descriptor($"job{row}"), "{}", $$"""{"Value":"{{text}}"}""");

        Assert.Equal(value, Convert.ToInt32(Emitted.Get(restored, "Value"), CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("Plain", "Two")]
    [InlineData("Plain", "zero")]
    [InlineData("Rights", "Read, Fly")]
    public void Enum_WithAnUnknownName_NamesTheMemberAndTheNames(string type, string text)
    {
        var row = StateTypes.Rows.ToList().FindIndex(r => r.Type == type);

        var e = Assert.Throws<JobPayloadException>(() =>
            Emitted.Restore(s_jobs.Value.Descriptor($"job{row}"), "{}", $$"""{"Value":"{{text}}"}"""));

        Assert.Contains("'Value'", e.Message, StringComparison.Ordinal);
        Assert.Contains("expected one of", e.Message, StringComparison.Ordinal);
    }

    private static object Filled(int row, object? value)
    {
        var job = s_jobs.Value.New($"Job{row}");
        job.GetType().GetMethod("Fill")!.Invoke(job, [value]);
        return job;
    }

    private static object?[] Values(int row) => (object?[])s_jobs.Value.Invoke($"Job{row}", "Values")!;

    private static object? Property(JobTaskDescriptor task, string name) => task.GetType().GetProperty(name)!.GetValue(task);
}
