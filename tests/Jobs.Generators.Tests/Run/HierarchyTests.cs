namespace Jobs.Generators.Tests.Run;

/// <summary>Values of declared hierarchies come back as what they were.</summary>
public class HierarchyTests
{
    private static readonly Lazy<Emitted> s_jobs = new(() => Emitted.Of("""
        [JobDerivedType(typeof(Circle), "circle"), JobDerivedType(typeof(Box), "box"), JobDerivedType(typeof(Box), "rectangle"), JobDerivedType(typeof(Tagged<int>), "tagged")]
        public abstract record Shape(string Name);
        public record Circle(string Name, double Radius) : Shape(Name);
        public sealed record Disc(string Name) : Circle(Name, 1);
        public sealed record Box(string Name, int A, int B) : Shape(Name) { public Shape? Inner { get; init; } }
        public sealed record Tagged<T>(string Name, T Tag) : Shape(Name);

        [JobDerivedType(typeof(More), "more")]
        public class Plain { public int N { get; set; } }
        public sealed class More : Plain { public int M { get; set; } }

        [JobDerivedType(typeof(Coin), "coin")]
        public interface IThing { }
        public readonly record struct Coin(int Worth) : IThing;

        [Job("a")]
        public partial class A
        {
            public Shape? One { get; set; }
            public List<Shape> Many { get; set; } = [];
            public Circle? Alone { get; set; }
            public Plain? Plain { get; set; }
            public IThing? Thing { get; set; }
            public Dictionary<string, Shape?> Map { get; set; } = [];
            [JobTask] private static Shape Echo(Shape shape, HashSet<Shape> set, TaskContext c) => shape;
            private async Task<Shape> RunAsync(Context c) => One = await c.TaskDispatcher.Echo.Run(One!, [One!]);

            public void Fill()
            {
                One = new Box("b", 1, 2) { Inner = new Circle("i", 3) };
                Many = [new Circle("c", 0.5), One, new Tagged<int>("t", 4)];
                Alone = new Circle("x", 1);
                Plain = new More { N = 1, M = 2 };
                Thing = new Coin(5);
                Map = new() { ["a"] = null, ["b"] = Alone };
            }

            public void Disc() => One = new Disc("d");
            public void Base() => Plain = new Plain { N = 3 };
        }
        """));

    [Fact]
    public void Value_OfADeclaredType_ComesBackAsWhatItWas()
    {
        var job = Changed("Fill");
        var state = Emitted.State(s_jobs.Value.Descriptor(), job);

        var restored = Emitted.Restore(s_jobs.Value.Descriptor(), "{}", state);

        Assert.Equal(Flat.Of(job), Flat.Of(restored));
        Assert.Contains(""" "One":{"$type":"box","Name":"b","A":1,"B":2,"Inner":{"$type":"circle",""".Trim(), state, StringComparison.Ordinal);
        Assert.Contains(""" "Alone":{"Name":"x","Radius":1}""".Trim(), state, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_OfABaseThatIsNotDeclared_IsStoredWithoutAName()
    {
        var state = Emitted.State(s_jobs.Value.Descriptor(), Changed("Base"));

        Assert.Contains(""" "Plain":{"N":3}""".Trim(), state, StringComparison.Ordinal);
        Assert.Equal(state, Emitted.State(s_jobs.Value.Descriptor(), Emitted.Restore(s_jobs.Value.Descriptor(), "{}", state)));
    }

    [Theory]
    [InlineData("""{"One":{"$type":"rectangle","Name":"b","A":1,"B":2}}""")]
    [InlineData("""{"One":{"Name":"b","A":1,"B":2,"$type":"box"}}""")]
    public void Name_OfThePastOrInAnotherPlace_IsRead(string state) =>
        Assert.Contains("\"$type\":\"box\"", Emitted.State(s_jobs.Value.Descriptor(), Emitted.Restore(s_jobs.Value.Descriptor(), "{}", state)), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"One":{"Name":"b"}}""", "'One'|no '$type'|circle, box, rectangle, tagged")]
    [InlineData("""{"One":{"$type":"oval","Name":"b"}}""", "'One'|one of circle, box|'oval'")]
    [InlineData("""{"One":{"$type":5}}""", "'One'|the name of a type")]
    [InlineData("""{"One":[]}""", "'One'|expected an object")]
    [InlineData("""{"Many":[null]}""", "'Many'|found null")]
    public void Read_OfAnUnknownType_NamesThoseThatAreDeclared(string state, string parts)
    {
        var e = Assert.Throws<JobPayloadException>(() => Emitted.Restore(s_jobs.Value.Descriptor(), "{}", state));

        foreach (var part in parts.Split('|')) Assert.Contains(part, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OfATypeThatIsNotDeclared_IsRefusedAndSaysHowToDeclareIt()
    {
        var e = Assert.Throws<JobPayloadException>(() => Emitted.State(s_jobs.Value.Descriptor(), Changed("Disc")));

        Assert.Contains("[JobDerivedType(typeof(Disc)", e.Message, StringComparison.Ordinal);
    }

    private static object Changed(string method)
    {
        var job = s_jobs.Value.New();
        job.GetType().GetMethod(method)!.Invoke(job, null);
        return job;
    }
}
