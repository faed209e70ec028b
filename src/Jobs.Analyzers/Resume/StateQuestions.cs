using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>Whether the state decides if an attempt comes by an operation.</summary>
internal sealed class StateQuestions
{
    private readonly ResumingLoops _loops;

    public StateQuestions(JobCode code) => _loops = new(code);

    /// <summary>Whether a loop, a condition around the operation, or one before it that may leave, asks the state.</summary>
    public bool DecideOn(IOperation operation)
    {
        for (var (inner, outer) = (operation, operation.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            var asks = outer switch
            {
                ILoopOperation loop => _loops.IsStream(loop) || _loops.AsksState(loop),
                IConditionalOperation choice => inner != choice.Condition && AsksState(choice.Condition),
                ISwitchOperation choice => AsksState(choice.Value),
                ISwitchExpressionOperation choice => AsksState(choice.Value),
                ICoalesceAssignmentOperation set => inner == set.Value && AsksState(set.Target),
                IBlockOperation block => block.Operations.TakeWhile(statement => statement != inner).Any(MayLeave),
                _ => false,
            };
            if (asks) return true;
        }

        return false;
    }

    /// <summary><c>if (_done) return;</c>.</summary>
    public bool MayLeave(IOperation statement) =>
        statement is IConditionalOperation choice && AsksState(choice.Condition)
        && choice.InFunction().Any(part => part is IReturnOperation or IBranchOperation or IThrowOperation);

    public bool AsksState(IOperation question) => question.DescendantsAndSelf().Any(_loops.IsState);
}
