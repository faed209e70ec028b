using Jobs.Generators.Emission;
using Jobs.Generators.Model;
using Jobs.Generators.Parsing;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Generators.Tests.Units;

/// <summary>Names, literals and layout of what is emitted.</summary>
public class TextTests
{
    [Fact]
    public void Literal_OfAnyText_ReadsBackAsThatText()
    {
        // Seeded, so that a failure comes again.
        var random = new Random(7);
        var alphabet = "ab\"\\\n\r\t\0{}$@'\u2028\u2029\uFEFFé\uD83D\uDE00\uD800\uDFFF\u0085".ToCharArray();
        for (var i = 0; i < 2000; i++)
        {
            var text = new string(Enumerable.Range(0, random.Next(8)).Select(_ => alphabet[random.Next(alphabet.Length)]).ToArray());
            var literal = (LiteralExpressionSyntax)SyntaxFactory.ParseExpression(Literals.Text(text));
            Assert.False(literal.ContainsDiagnostics, Literals.Text(text));
            Assert.Equal(text, literal.Token.ValueText);
        }
    }

    [Theory]
    [InlineData("Acme.Job", "acme.job")]
    [InlineData("A+B", "A.B")]
    [InlineData("A`1", "A+1")]
    public void HintNames_OfDifferentTypes_DifferIgnoringCase(string left, string right) =>
        Assert.NotEqual(HintName.Of(left), HintName.Of(right), StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("Größe.データ+Inner`2")]
    [InlineData("a<b>:c/d\\e")]
    public void HintName_OfAnyType_HoldsOnlySafeCharacters(string metadataName) =>
        Assert.Matches("^[A-Za-z0-9._-]+$", HintName.Of(metadataName));

    [Fact]
    public void Hash_OfAText_IsTheSameInEveryProcess() => Assert.Equal("e40c292c", Identifiers.StableHash("a"));

    [Theory]
    [InlineData("class", "@class")]
    [InlineData("record", "@record")]
    [InlineData("field", "@field")]
    [InlineData("name", "name")]
    public void Identifier_ThatIsAKeyword_IsEscaped(string name, string escaped) => Assert.Equal(escaped, Identifiers.Escape(name));

    [Theory]
    [InlineData("CopyAsync", "Copy")]
    [InlineData("Async", "Async")]
    [InlineData("Copyasync", "Copyasync")]
    public void Name_WithoutAsync(string name, string expected) => Assert.Equal(expected, Identifiers.WithoutAsync(name));

    [Fact]
    public void Writer_IndentsWithLineFeedsOnly() =>
        Assert.Equal(
            "a\n{\n    b\n    c\n\n    d\n#directive\n};\n",
            new SourceWriter().Open("a").Line().Line("b\r\nc").Line().Line("d").Directive("#directive").Close(";").ToString());

    [Theory]
    [InlineData("Dictionary<string, List<string?>?>?", "global::System.Collections.Generic.Dictionary<string, global::System.Collections.Generic.List<string?>?>?", "global::System.Collections.Generic.Dictionary<string, global::System.Collections.Generic.List<string>>")]
    [InlineData("(int @class, string? b)[]", "(int @class, string? b)[]", "(int @class, string b)[]")]
    [InlineData("nint?", "nint?", "nint?")]
    [InlineData("string?[]?[]", "string?[]?[]", "string[][]")]
    [InlineData("@event.@new", "global::@event.@new", "global::@event.@new")]
    public void TypeName_IsFullyQualified_WithAndWithoutAnnotations(string type, string annotated, string plain)
    {
        var compilation = TestCompilation.Create($$"""namespace @event { class @new { } } class C { static {{type}} F = default!; }""");
        var field = (IFieldSymbol)compilation.GetTypeByMetadataName("C")!.GetMembers("F").Single();

        Assert.Equal(annotated, TypeNames.Annotated(field.Type));
        Assert.Equal(plain, TypeNames.Plain(field.Type));
    }

    [Fact]
    public void EquatableArray_ComparesItems_AndItsDefaultIsEmpty()
    {
        var items = new[] { "a", "b" }.ToEquatableArray();

        Assert.Equal(items, new[] { "a", "b" }.ToEquatableArray());
        Assert.Equal(items.GetHashCode(), new[] { "a", "b" }.ToEquatableArray().GetHashCode());
        Assert.NotEqual(items, new[] { "b", "a" }.ToEquatableArray());
        Assert.Equal(default, Array.Empty<string>().ToEquatableArray());
        Assert.Equal(default(EquatableArray<string>).GetHashCode(), Array.Empty<string>().ToEquatableArray().GetHashCode());
        Assert.Empty(default(EquatableArray<string>));
    }
}
