namespace Jobs.Generators.Model;

/// <summary>What the registration method of an assembly needs of one job: little, so that edits of a job leave it cached.</summary>
internal sealed record RegistrationEntry(string StoredName, string FullName);
