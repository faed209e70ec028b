using Jobs.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Architecture.Tests.PublicApi;

/// <summary>
/// A change of what others can call is a change of a text file, seen in review. JOBS_ACCEPT_SNAPSHOTS=1 rewrites the files.
/// </summary>
public class PublicApiTests
{
    private const string Folder = "tests/Jobs.Architecture.Tests/PublicApi";

    [Theory]
    [InlineData("Jobs.Abstractions")]
    [InlineData("Jobs.Runtime")]
    public void PublicApi_IsTheReviewedOne(string name)
    {
        var actual = PublicApiText.Of(LibraryAssemblies.Of(name));
        var file = Path.Combine(Repository.Root, Folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("JOBS_ACCEPT_SNAPSHOTS") == "1") File.WriteAllText(file, actual);
        var reviewed = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        var changes = Changes(reviewed, actual);
        Assert.True(changes.Count == 0, $"The public API of {name} differs from {Folder}/{name}.txt. If that is meant, run once with JOBS_ACCEPT_SNAPSHOTS=1 and commit the file.\n{string.Join('\n', changes)}");
    }

    [Fact]
    public void PublicApi_OfEveryKindOfMember_IsWrittenOut()
    {
        var compilation = GuardedCompilation.Of("Planted", [new("Planted.cs", """
            namespace Acme;
            public abstract class Shape<T> where T : class
            {
                protected Shape(string name, int sides = 4) { }
                public required string? Name { get; init; }
                public int Sides { get; internal set; }
                public const int Max = 5;
                protected virtual T? Find(in int key, params string[] rest) => null;
                private protected void Hidden() { }
                public sealed class Inner { protected void AlsoHidden() { } }
                internal class NotShown { public int X; }
            }
            public record struct Point(int X, int Y);
            public enum Colour { Red = 1 }
            public delegate void Painted(Colour colour);
            public static class Shapes { public static int Twice(this Point p) => 2 * p.X; }
            """)]);
        Guard.FindsNothing(GuardedCompilation.BlindingErrors(compilation));

        Assert.Equal(
            """
            enum Acme.Colour
                Red = 1
            delegate Acme.Painted: void Painted(Colour colour)
            struct Acme.Point : IEquatable<Point>
                public Point(int X, int Y)
                public int X { readonly get; set; }
                public int Y { readonly get; set; }
            abstract class Acme.Shape<T> where T : class
                protected Shape(string name, int sides = 4)
                protected virtual T? Find(in int key, params string[] rest)
                public const int Max = 5
                public required string? Name { get; init; }
                public int Sides { get; }
            sealed class Shape<T>.Inner
                public Inner()
            static class Acme.Shapes
                public static int Twice(this Point p)

            """,
            PublicApiText.Of(Emitted(compilation)));
    }

    [Fact]
    public void PublicApi_ThatLostAMember_IsCaught() =>
        Assert.Equal(
            ["- class A: int X { get; }", "+ class A: int Y { get; }"],
            Changes("class A\n    int X { get; }\nclass B\n    int X { get; }\n", "class A\n    int Y { get; }\nclass B\n    int X { get; }\n"));

    private static List<string> Changes(string reviewed, string actual)
    {
        var before = Owned(reviewed).ToList();
        var after = Owned(actual).ToList();
        return [.. before.Except(after).Select(line => "- " + line), .. after.Except(before).Select(line => "+ " + line)];
    }

    // A member of the same name and type may stand in many types: its line alone does not tell.
    private static IEnumerable<string> Owned(string text)
    {
        var owner = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith(' ')) owner = line;
            yield return line.StartsWith(' ') ? $"{owner}: {line.Trim()}" : line;
        }
    }

    // Through metadata, as the real assemblies are read.
    private static IAssemblySymbol Emitted(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        return LibraryAssemblies.Of(MetadataReference.CreateFromImage(image.ToArray()));
    }
}
