using System.ComponentModel;

namespace Jobs;

/// <summary>
/// Where the registration of a class ends up that has no generated half: the compiler prefers
/// <see cref="JobCatalogBuilder.Add{TJob}"/> for every class that has one. Without this it would speak of a missing conversion to an
/// interface that no author has heard of.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UngeneratedJobRegistration
{
    private const string Cause =
        "has no generated half, so it can be neither stored nor run: the generator of the package Jobs did not run where the class was compiled.";

    private const string Cure =
        "If the class is in this project, make it partial and mark it [Job]; if it comes from another assembly, rebuild that one in a project " +
        "that refers to the package Jobs. Other causes are in docs/generator-did-not-run.md.";

    /// <summary>Does not compile; called past the compiler, it throws.</summary>
    /// <param name="jobs">Stays as it is.</param>
    /// <typeparam name="TJob">A class that was compiled without the generator.</typeparam>
    /// <exception cref="JobUsageException">Always; the message names the class, the cause and the cure.</exception>
    [Obsolete($"This class {Cause} {Cure}", error: true)]
    public static JobCatalogBuilder Add<TJob>(this JobCatalogBuilder jobs)
        where TJob : class =>
        throw new JobUsageException($"The class {typeof(TJob)} {Cause} {Cure}");
}
