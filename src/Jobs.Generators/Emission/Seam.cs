namespace Jobs.Generators.Emission;

/// <summary>The types that generated code names, spelled so that no namespace or type of the author's captures them.</summary>
internal static class Seam
{
    public const string Json = "__Json";
    public const string Comparers = "global::Jobs.CompilerServices.JobComparers";
    public const string Journal = "global::Jobs.CompilerServices.JobJournal";
    public const string Calls = "global::Jobs.CompilerServices.GeneratedCalls";
    public const string Dispatch = "global::Jobs.CompilerServices.GeneratedDispatch";
    public const string Collections = "global::Jobs.CompilerServices.RestoredCollections";
    public const string Services = "global::Jobs.CompilerServices.RequiredServices";
    public const string SeenMembers = "global::Jobs.CompilerServices.SeenMembers";
    public const string Restored = "global::Jobs.CompilerServices.Restored";
    public const string StoredMembers = "global::Jobs.CompilerServices.StoredMembers";
    public const string Execution = "global::Jobs.CompilerServices.JobExecution";
    public const string Descriptor = "global::Jobs.CompilerServices.JobDescriptor";
    public const string TaskDescriptor = "global::Jobs.CompilerServices.JobTaskDescriptor";
    public const string Definition = "global::Jobs.CompilerServices.IJobDefinition";
    public const string IJournal = "global::Jobs.CompilerServices.IJournal";
    public const string IJob = "global::Jobs.IJob";
    public const string NoResult = "global::Jobs.NoResult";
    public const string JobContext = "global::Jobs.JobContext";
    public const string TaskDispatcher = "global::Jobs.TaskDispatcher";
    public const string TaskGroup = "global::Jobs.TaskGroup";
    public const string TaskOptions = "global::Jobs.TaskOptions";
    public const string GroupOptions = "global::Jobs.GroupOptions";
    public const string CatalogBuilder = "global::Jobs.JobCatalogBuilder";

    public const string Writer = "__Writer";
    public const string Reader = "__Reader";
    public const string TokenType = "__Token";
    public const string EncodedText = "__Name";
    public const string Exception = "global::System.Exception";
    public const string ServiceProvider = "global::System.IServiceProvider";
    public const string Task = "global::System.Threading.Tasks.Task";
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    public const string List = "global::System.Collections.Generic.List";
    public const string Enumerable = "global::System.Collections.Generic.IEnumerable";
    public const string Func = "global::System.Func";

    /// <summary>What stands in almost every line of a job's file, by a short name each. Two underscores are the compiler's and ours.</summary>
    public static (string Name, string Type)[] Aliases =>
    [
        (Json, "global::Jobs.CompilerServices.JobJson"),
        (EncodedText, "global::System.Text.Json.JsonEncodedText"),
        (Reader, "global::System.Text.Json.Utf8JsonReader"),
        (TokenType, "global::System.Text.Json.JsonTokenType"),
        (Writer, "global::System.Text.Json.Utf8JsonWriter"),
    ];
}
