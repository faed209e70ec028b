namespace Jobs.Generators;

/// <summary>The names of the pipeline's steps; tests look at each to see that an unrelated edit leaves it cached.</summary>
internal static class TrackingNames
{
    /// <summary>One model a job class.</summary>
    public const string Jobs = nameof(Jobs);

    /// <summary>The stored name and type of each job that can be registered.</summary>
    public const string RegistrationEntries = nameof(RegistrationEntries);

    /// <summary>What the registration method of this assembly is called.</summary>
    public const string RegistrationName = nameof(RegistrationName);

    /// <summary>The entries and the name together.</summary>
    public const string Registration = nameof(Registration);
}
