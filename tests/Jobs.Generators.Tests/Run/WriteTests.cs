namespace Jobs.Generators.Tests.Run;

/// <summary>What is written, and what is refused at the write.</summary>
public class WriteTests
{
    private static readonly Lazy<Emitted> s_jobs = new(() => Emitted.Of("""
        public record Open(int A);
        public record More(int A, int B) : Open(A);
        public sealed class Node { public Node? Next { get; set; } }
        [Job("a", Version = 2)]
        public partial class A
        {
            public required string Name { get; init; }
            private int _count = 1;
            [JobName("größe")] public string? Text { get; set; } = "<é>";
            [JobIgnore] public int Ignored { get; set; }
            public static int Shared { get; set; }
            public int Computed => _count;
            public Open? Open { get; set; }
            public Node? Node { get; set; }
            public List<int>? Items { get; set; }
            private Task RunAsync(Context c) => Task.FromResult(_count++);
            public void Derive() => Open = new More(1, 2);
            public void Nest(int depth) { for (var i = 0; i < depth; i++) Node = new() { Next = Node }; }
        }
        """));

    [Fact]
    public void Input_IsTheRequiredAndInitMembers() => Assert.Equal("""{"Name":"n"}""", Emitted.Input(s_jobs.Value.Descriptor(), New()));

    [Fact]
    public void State_IsEveryOtherMember_ReadableByPeople() =>
        Assert.Equal("""{"count":1,"größe":"<é>","Open":null,"Node":null,"Items":null}""", Emitted.State(s_jobs.Value.Descriptor(), New()));

    [Fact]
    public void Text_WithHalfASurrogatePair_IsRefusedAndNamed()
    {
        var job = New();
        Emitted.Set(job, "Text", "a\uD800b");

        var e = Assert.Throws<JobPayloadException>(() => Emitted.State(s_jobs.Value.Descriptor(), job));

        Assert.Contains("'größe'", e.Message, StringComparison.Ordinal);
        Assert.Contains("'a', version 2", e.Message, StringComparison.Ordinal);
        Assert.Contains("U+D800", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_OfADerivedClass_IsRefused()
    {
        var job = New();
        job.GetType().GetMethod("Derive")!.Invoke(job, null);

        var e = Assert.Throws<JobPayloadException>(() => Emitted.State(s_jobs.Value.Descriptor(), job));

        Assert.Contains("holds a More, and is declared as Open", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_NestedWithinTheLimit_IsReadBack()
    {
        var job = New();
        job.GetType().GetMethod("Nest")!.Invoke(job, [60]);
        var state = Emitted.State(s_jobs.Value.Descriptor(), job);

        Assert.Equal(state, Emitted.State(s_jobs.Value.Descriptor(), Emitted.Restore(s_jobs.Value.Descriptor(), """{"Name":"n"}""", state)));
    }

    [Fact]
    public void Value_NestedBeyondTheLimit_IsRefused()
    {
        var job = New();
        job.GetType().GetMethod("Nest")!.Invoke(job, [70]);

        var e = Assert.Throws<JobPayloadException>(() => Emitted.State(s_jobs.Value.Descriptor(), job));

        Assert.Contains("'Node'", e.Message, StringComparison.Ordinal);
        Assert.Contains("64", e.Message, StringComparison.Ordinal);
    }

    private static object New()
    {
        var job = s_jobs.Value.New();
        Emitted.Set(job, "Name", "n");
        return job;
    }
}
