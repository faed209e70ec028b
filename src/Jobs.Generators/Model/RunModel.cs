namespace Jobs.Generators.Model;

/// <summary>How <c>RunAsync</c> is called.</summary>
/// <param name="Result">What it returns.</param>
/// <param name="Parameters">All of them, in order.</param>
internal sealed record RunModel(ResultModel Result, EquatableArray<ParameterModel> Parameters);

/// <summary>What a method returns.</summary>
/// <param name="Shape">How the value is wrapped.</param>
/// <param name="TypeName">The value's type with nullable annotations, or null for none.</param>
/// <param name="Type">The value's entry among the stored types, or null for none.</param>
internal sealed record ResultModel(ReturnShape Shape, string? TypeName, TypeUse? Type);

/// <summary>How a method hands its result back.</summary>
internal enum ReturnShape
{
    Void,
    Value,
    Task,
    TaskOfValue,
    ValueTask,
    ValueTaskOfValue,
}
