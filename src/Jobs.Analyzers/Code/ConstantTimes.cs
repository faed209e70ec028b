using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Code;

/// <summary>Times that the source says outright.</summary>
internal static class ConstantTimes
{
    /// <summary>
    /// The value of <c>TimeSpan.FromMinutes(5)</c>, <c>TimeSpan.Zero</c>, <c>-TimeSpan.FromSeconds(1)</c>,
    /// <c>new TimeSpan(0, 5, 0)</c>, or of a constant number of milliseconds; null for anything else.
    /// </summary>
    public static TimeSpan? Of(IOperation value)
    {
        value = value.WithoutConversions();
        if (value.ConstantValue is { HasValue: true, Value: int milliseconds }) return TimeSpan.FromMilliseconds(milliseconds);
        return value switch
        {
            IInvocationOperation { Arguments.Length: > 0 } call when call.TargetMethod.ContainingType.IsNamed("System.TimeSpan") => Of(call),
            IFieldReferenceOperation { Field: { Name: "Zero" } field } when field.ContainingType.IsNamed("System.TimeSpan") => TimeSpan.Zero,
            IFieldReferenceOperation { Field: { Name: "InfiniteTimeSpan" } field } when field.ContainingType.IsNamed("System.Threading.Timeout") => TimeSpan.FromMilliseconds(-1),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, Operand: var operand } => Of(operand) is { } positive ? -positive : null,
            IObjectCreationOperation { Type: { } type } creation when type.IsNamed("System.TimeSpan") => Of(creation),
            _ => null,
        };
    }

    private static TimeSpan? Of(IInvocationOperation call)
    {
        // A whole number has further, optional parts in newer frameworks.
        if (call.Arguments.Count(argument => argument.ArgumentKind != ArgumentKind.DefaultValue) != 1 || Number(call.Arguments[0].Value) is not { } number) return null;
        double? seconds = call.TargetMethod.Name switch
        {
            "FromDays" => number * 86_400,
            "FromHours" => number * 3_600,
            "FromMinutes" => number * 60,
            "FromSeconds" => number,
            "FromMilliseconds" => number / 1_000,
            _ => null,
        };

        // What a TimeSpan cannot hold throws at run time, which is not for this to say.
        return seconds is { } known && Math.Abs(known) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(known) : null;
    }

    private static TimeSpan? Of(IObjectCreationOperation creation)
    {
        var parts = creation.Arguments.Select(argument => Number(argument.Value)).ToList();
        if (parts.Any(part => part is null or < -100_000 or > 100_000)) return null;
        return parts.Count switch
        {
            3 => new TimeSpan((int)parts[0]!, (int)parts[1]!, (int)parts[2]!),
            4 => new TimeSpan((int)parts[0]!, (int)parts[1]!, (int)parts[2]!, (int)parts[3]!),
            _ => null,
        };
    }

    /// <summary>A constant number, or null.</summary>
    public static double? Number(IOperation value) => value.ConstantValue is not { HasValue: true, Value: { } constant } ? null : constant switch
    {
        int number => number,
        long number => number,
        double number => number,
        float number => number,
        _ => null,
    };
}
