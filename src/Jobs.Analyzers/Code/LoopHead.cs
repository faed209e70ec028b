using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Jobs.Analyzers.Code;

/// <summary>Where a rule about a loop points: at its head, since a mark under the whole loop is no mark.</summary>
internal static class LoopHead
{
    public static Location Of(ILoopOperation loop)
    {
        var (first, last) = loop.Syntax switch
        {
            CommonForEachStatementSyntax each => (each.GetFirstToken(), each.CloseParenToken),
            ForStatementSyntax count => (count.GetFirstToken(), count.CloseParenToken),
            WhileStatementSyntax condition => (condition.GetFirstToken(), condition.CloseParenToken),
            var other => (other.GetFirstToken(), other.GetFirstToken()),
        };
        return Location.Create(loop.Syntax.SyntaxTree, TextSpan.FromBounds(first.SpanStart, last.Span.End));
    }
}
