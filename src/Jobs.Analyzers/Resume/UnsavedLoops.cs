using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// Loops that change state between pieces of work that nothing stores, and have no checkpoint, in a job that has one elsewhere. A loop
/// that cannot be interrupted is JOB3008's; one that a checkpoint follows may stay, unless it asks the state how far it is.
/// </summary>
internal sealed class UnsavedLoops
{
    // What so few rounds did is soon done again.
    private const int FewRounds = 10;

    private readonly JobCode _code;
    private readonly ResumingLoops _loops;

    public UnsavedLoops(JobCode code)
    {
        _code = code;
        _loops = new(code);
    }

    /// <summary>The loops, a member that each changes, and where the checkpoint is missing.</summary>
    public IEnumerable<(ILoopOperation Loop, ISymbol Changed, string Where)> All()
    {
        foreach (var body in _code.Running)
        {
            foreach (var loop in body.Operations.OfType<ILoopOperation>())
            {
                if (loop.Ancestors().Any(outer => outer is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation) || _loops.Saves(loop)) continue;
                if (!_code.Has(loop, operation => operation.MayInterrupt(_code))) continue;
                if (_code.Find(loop.Body, operation => StateMembers.ChangedBy(operation, _code.Jobs).FirstOrDefault()).Select(found => found.Found).FirstOrDefault() is not { } changed) continue;
                if (IsGuardedWork(loop) || IsSavedBehind(loop, body, []) is not { } isSaved) continue;
                if (!isSaved && !HasFewRounds(loop)) yield return (loop, changed, " in this loop or behind it");
                else if (isSaved && _loops.AsksState(loop)) yield return (loop, changed, " in this loop");
            }
        }
    }

    /// <summary>
    /// Whether all that takes time in the loop is stored by itself: the next attempt finds it done, receives it again, and makes the
    /// same changes of it.
    /// </summary>
    private bool IsGuardedWork(ILoopOperation loop) => !_code.Has(loop.Body, operation => operation.IsSlow(_code));

    /// <summary>Whether a checkpoint comes after it, in its method or in all that call it; null where a call stands in a loop, which is judged itself.</summary>
    private bool? IsSavedBehind(IOperation operation, MethodBody body, HashSet<MethodBody> visited)
    {
        if (!visited.Add(body) || body.Operations.Any(later => later.Syntax.SpanStart >= operation.Syntax.Span.End && MayCheckpoint(later))) return true;
        if (body == _code.RunAsync) return false;
        var calls = _code.Running.SelectMany(caller => caller.Operations.Where(call => _code.CalleeOf(call) == body).Select(call => (Caller: caller, Call: call))).ToList();
        if (calls.Any(pair => pair.Call.Ancestors().Any(outer => outer is ILoopOperation))) return null;
        return calls.Count == 0 || calls.All(pair => IsSavedBehind(pair.Call, pair.Caller, visited) != false);
    }

    private bool MayCheckpoint(IOperation operation) =>
        operation.MayCheckpoint(_code) || (_code.CalleeOf(operation) is not null && _code.Has(operation, inner => inner.MayCheckpoint(_code)));

    private static bool HasFewRounds(ILoopOperation loop) => loop switch
    {
        IForLoopOperation { Condition: IBinaryOperation { RightOperand.ConstantValue: { HasValue: true, Value: int bound } } } => bound <= FewRounds,
        IForEachLoopOperation each => each.Collection.WithoutConversions() is IArrayCreationOperation { Initializer.ElementValues.Length: <= FewRounds },
        _ => false,
    };
}
