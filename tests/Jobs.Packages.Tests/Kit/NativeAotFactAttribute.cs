namespace Jobs.Packages.Tests.Kit;

/// <summary>A test that compiles to native code, for which the machine needs a linker.</summary>
internal sealed class NativeAotFactAttribute : FactAttribute
{
    private static readonly string[] s_linkers = ["/usr/bin/clang", "/usr/bin/gcc"];

    public NativeAotFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !s_linkers.Any(File.Exists))
            Skip = $"Needs Linux and one of {string.Join(", ", s_linkers)}, with which the SDK links native code.";
    }
}
