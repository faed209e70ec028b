namespace Jobs.Generators.Parsing;

/// <summary>Metadata names of what the parser recognises. A test resolves each in the real assemblies.</summary>
internal static class KnownNames
{
    /// <summary>The assembly that must declare an attribute for it to count: a foreign <c>JobAttribute</c> is not ours.</summary>
    public const string AbstractionsAssembly = "Jobs.Abstractions";

    public const string JobAttribute = "Jobs.JobAttribute";
    public const string JobTaskAttribute = "Jobs.JobTaskAttribute";
    public const string JobIgnoreAttribute = "Jobs.JobIgnoreAttribute";
    public const string JobNameAttribute = "Jobs.JobNameAttribute";
    public const string FormerlyNamedAttribute = "Jobs.FormerlyNamedAttribute";
    public const string JobConverterAttribute = "Jobs.JobConverterAttribute";
    public const string JobDerivedTypeAttribute = "Jobs.JobDerivedTypeAttribute";
    public const string IJobConverter = "Jobs.IJobConverter`1";
    public const string UpgradeFromAttribute = "Jobs.UpgradeFromAttribute";
    public const string JobsRegistrationAttribute = "Jobs.JobsRegistrationAttribute";

    public const string JobContext = "Jobs.JobContext";
    public const string TaskDispatcher = "Jobs.TaskDispatcher";
    public const string TaskContext = "Jobs.TaskContext";
    public const string JobId = "Jobs.JobId";
    public const string JournaledList = "Jobs.JournaledList`1";
    public const string JournaledSet = "Jobs.JournaledSet`1";
    public const string JournaledDictionary = "Jobs.JournaledDictionary`2";

    /// <summary>The name of the class that is generated for each job and of <c>RunAsync</c>'s first parameter.</summary>
    public const string Context = "Context";

    public const string RunAsync = "RunAsync";

    /// <summary>What <c>[GeneratedCode]</c> on our members says: they are not the author's.</summary>
    public const string Tool = "Jobs.Generators";
}
