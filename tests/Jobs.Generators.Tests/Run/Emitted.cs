using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;
using Jobs.TestKit.Roslyn;

namespace Jobs.Generators.Tests.Run;

/// <summary>Generated jobs, compiled and loaded, driven through their descriptors as the runtime drives them.</summary>
internal sealed class Emitted(EmittedAssembly assembly) : IDisposable
{
    private readonly Lazy<IReadOnlyDictionary<string, JobDescriptor>> _descriptors = new(() =>
    {
        var registration = assembly.Assembly.GetType("Jobs.AcmeJobsRegistration")!.GetMethod("AddAcmeJobs")!;
        return ((JobCatalogBuilder)registration.MakeGenericMethod(typeof(JobCatalogBuilder)).Invoke(null, [new JobCatalogBuilder()])!).Descriptors;
    });

    public static Emitted Of(params string[] sources) => new(GeneratorRun.Of(sources).CompilesWithoutErrors().Load());

    /// <summary>A job that uses a compiled library.</summary>
    public static Emitted With(TestLibrary library, string source) => new(
        GeneratorRun.Of(source).With(TestCompilationOptions.Default with { FurtherReferences = [library.Reference] })
            .CompilesWithoutErrors().Load(library));

    public IReadOnlyDictionary<string, JobDescriptor> Descriptors => _descriptors.Value;

    public JobDescriptor Descriptor(string storedName = "a") => _descriptors.Value[storedName];

    /// <summary>A new job, whatever its required members.</summary>
    public object New(string type = "A") => Activator.CreateInstance(assembly.Type(type), nonPublic: true)!;

    public object? Invoke(string type, string method, params object?[] arguments) => assembly.Invoke(type, method, arguments);

    public static string Input(JobDescriptor descriptor, object job) => Json(writer => descriptor.WriteInput(job, writer));

    public static string State(JobDescriptor descriptor, object job) => Json(writer => descriptor.WriteState(job, writer));

    public static string Journals(JobDescriptor descriptor, object job, bool full) =>
        Json(writer => descriptor.WriteJournals(job, writer, full));

    public static object Restore(JobDescriptor descriptor, string input, string state = "", int version = 1) =>
        descriptor.Restore(Encoding.UTF8.GetBytes(input), Encoding.UTF8.GetBytes(state), version);

    public static object? Get(object job, string member)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        return job.GetType().GetField(member, Any) is { } field ? field.GetValue(job) : job.GetType().GetProperty(member, Any)!.GetValue(job);
    }

    public static void Set(object job, string member, object? value)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        if (job.GetType().GetField(member, Any) is { } field) field.SetValue(job, value);
        else job.GetType().GetProperty(member, Any)!.SetValue(job, value);
    }

    public static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JobJson.WriterOptions)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public void Dispose() => assembly.Dispose();
}
