using System.Globalization;
using Jobs.Analyzers.Contract;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.CodeFixes.Contract;

/// <summary>The text of an upgrade that the author is to fill in. It compiles, and throws until then.</summary>
internal static class UpgradeSkeleton
{
    private static readonly Dictionary<string, string> s_scalars = new(StringComparer.Ordinal)
    {
        ["boolean"] = "bool", ["byte"] = "byte", ["sbyte"] = "sbyte", ["int16"] = "short", ["uint16"] = "ushort", ["int32"] = "int", ["uint32"] = "uint",
        ["int64"] = "long", ["uint64"] = "ulong", ["char"] = "char", ["string"] = "string", ["single"] = "float", ["double"] = "double", ["decimal"] = "decimal",
        ["bytes"] = "byte[]", ["guid"] = "global::System.Guid", ["half"] = "global::System.Half", ["datetime"] = "global::System.DateTime",
        ["datetimeoffset"] = "global::System.DateTimeOffset", ["dateonly"] = "global::System.DateOnly", ["timeonly"] = "global::System.TimeOnly",
        ["timespan"] = "global::System.TimeSpan", ["uri"] = "global::System.Uri", ["version"] = "global::System.Version", ["jobid"] = "global::Jobs.JobId",
    };

    public static string MethodName(int from) => "UpgradeFrom" + from.ToString(CultureInfo.InvariantCulture);

    /// <summary>The lines of the method.</summary>
    /// <param name="from">The version that it upgrades.</param>
    /// <param name="member">The member's stored name.</param>
    /// <param name="taken">The type that it was stored as, or null when it was not stored.</param>
    /// <param name="given">The type that it has now.</param>
    public static string[] Of(int from, string member, string? taken, string given)
    {
        var parameter = ParameterName(member);
        var old = taken is null ? "" : $"{Named(parameter, member)}{taken} {Escape(parameter)}, ";
        var now = taken is null ? parameter : "new" + char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);
        return
        [
            $"[global::Jobs.UpgradeFromAttribute({from.ToString(CultureInfo.InvariantCulture)})]",
            $"private static void {MethodName(from)}({old}{Named(now, member)}out {given} {Escape(now)}) =>",
            $"    throw new global::System.NotImplementedException({SymbolDisplay.FormatLiteral($"Say what '{member}' becomes.", quote: true)});",
        ];
    }

    /// <summary>A type that reads a stored form, or null where only the author knows one.</summary>
    public static string? TypeOf(string form) => TypeOf(WireForm.Parse(form));

    private static string? TypeOf(WireForm form)
    {
        var parts = form.Parts.Select(TypeOf).ToList();
        if (parts.Contains(null)) return null;
        var type = form.Head switch
        {
            "list" => $"global::System.Collections.Generic.List<{parts[0]}>",
            "set" => $"global::System.Collections.Generic.HashSet<{parts[0]}>",
            "stack" => $"global::System.Collections.Generic.Stack<{parts[0]}>",
            "map" or "pairs" => $"global::System.Collections.Generic.Dictionary<{parts[0]}, {parts[1]}>",
            "tuple" when parts.Count > 1 => $"({string.Join(", ", parts)})",
            _ => s_scalars.TryGetValue(form.Head, out var scalar) ? scalar : null,
        };
        return type is not null && form.IsNullable ? type + "?" : type;
    }

    /// <summary>An attribute where the parameter's own name would not find the member.</summary>
    private static string Named(string parameter, string member) =>
        parameter.Length == member.Length && string.Equals(parameter, member, StringComparison.OrdinalIgnoreCase)
            ? ""
            : $"[global::Jobs.JobNameAttribute({SymbolDisplay.FormatLiteral(member, quote: true)})] ";

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string ParameterName(string member)
    {
        var safe = new string(member.Where(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')).ToArray());
        return safe.Length == 0 || char.IsDigit(safe[0]) ? "member" : char.ToLowerInvariant(safe[0]) + safe.Substring(1);
    }
}
