using Jobs.Analyzers.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Jobs.CodeFixes.Contract;

/// <summary>A project as a fix finds it: its jobs, and its contract if it has one.</summary>
internal sealed class ContractState
{
    private readonly TextDocument? _file;
    private readonly SourceText? _text;

    private ContractState(Project project, IReadOnlyList<ParsedJob> jobs, TextDocument? file, SourceText? text)
    {
        (Project, Jobs, _file, _text) = (project, jobs, file, text);
        if (text is not null) Contract = ProjectContract.Of(text, jobs);
    }

    public Project Project { get; }

    public IReadOnlyList<ParsedJob> Jobs { get; }

    public ProjectContract? Contract { get; }

    public static async Task<ContractState?> OfAsync(Project project, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation) return null;
        var file = project.AdditionalDocuments.FirstOrDefault(IsContract);
        var text = file is null ? null : await file.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return new ContractState(project, ParsedJob.AllOf(compilation, cancellationToken), file, text);
    }

    /// <summary>The solution with another contract: in the file where there is one, else in a new one beside the project.</summary>
    public Solution With(string contract)
    {
        if (_file is not null)
        {
            var isOfWindows = _text!.Lines.Count > 1 && _text.ToString().Contains("\r\n");
            var text = isOfWindows ? contract.Replace("\n", "\r\n") : contract;
            return Project.Solution.WithAdditionalDocumentText(_file.Id, SourceText.From(text, _text.Encoding ?? System.Text.Encoding.UTF8));
        }

        var folder = Project.FilePath is null ? null : Path.GetDirectoryName(Project.FilePath);
        var path = folder is null ? ContractText.FileName : Path.Combine(folder, ContractText.FileName);
        return Project.AddAdditionalDocument(ContractText.FileName, SourceText.From(contract, System.Text.Encoding.UTF8), filePath: path).Project.Solution;
    }

    private static bool IsContract(TextDocument document) =>
        string.Equals(Path.GetFileName(document.FilePath ?? document.Name), ContractText.FileName, StringComparison.OrdinalIgnoreCase);
}
