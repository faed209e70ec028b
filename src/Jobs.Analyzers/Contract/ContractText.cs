using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Jobs.Analyzers.Contract;

/// <summary>The file <c>jobs.contract</c>: comments first, then sorted lines, so that two branches that add jobs merge.</summary>
internal sealed class ContractText
{
    public const string FileName = "jobs.contract";

    private const string DefaultHeader =
        "# What stores hold of the jobs of this project, one line for each thing. Written by the code fix of JOB2040 and JOB2041.\n" +
        "# A line that changes or goes is a change of stored data: review it as one. docs/evolution.md says what to do.\n";

    private readonly Dictionary<string, TextSpan> _places = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ContractEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<(int Line, TextSpan Span, string What)> _problems = [];
    private string _header = "";

    private ContractText()
    {
    }

    public IEnumerable<ContractEntry> Entries => _entries.Values;

    /// <summary>Lines that cannot be read, from 1, and why.</summary>
    public IReadOnlyList<(int Line, TextSpan Span, string What)> Problems => _problems;

    public static ContractText Parse(SourceText text)
    {
        var contract = new ContractText();
        foreach (var line in text.Lines)
        {
            var content = line.ToString().Trim();
            if (content.Length == 0) continue;
            if (content[0] == '#')
            {
                if (contract._entries.Count == 0) contract._header += content + "\n";
                continue;
            }

            string problem;
            if (ContractEntry.Parse(content, out problem) is not { } entry || !StoredShape.IsKnown(entry, out problem))
            {
                contract._problems.Add((line.LineNumber + 1, line.Span, problem));
            }
            else if (contract._entries.ContainsKey(entry.Key))
            {
                contract._problems.Add((line.LineNumber + 1, line.Span, "an earlier line is about the same thing"));
            }
            else
            {
                contract._entries.Add(entry.Key, entry);
                contract._places.Add(entry.Key, line.Span);
            }
        }

        return contract;
    }

    /// <summary>Where the line of a key stands.</summary>
    public TextSpan PlaceOf(string key) => _places.TryGetValue(key, out var span) ? span : default;

    /// <summary>Other entries under the same comments.</summary>
    public string With(IEnumerable<ContractEntry> entries) => Write(_header, entries);

    /// <summary>A new contract.</summary>
    public static string Write(IEnumerable<ContractEntry> entries) => Write("", entries);

    private static string Write(string header, IEnumerable<ContractEntry> entries)
    {
        var text = new StringBuilder(header.Length > 0 ? header : DefaultHeader).Append('\n');
        foreach (var entry in entries.OrderBy(e => e.Key, StringComparer.Ordinal)) text.Append(entry.Text).Append('\n');
        return text.ToString();
    }
}
