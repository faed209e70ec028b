using System.Runtime.InteropServices;
using Jobs.TestKit.Snapshots;

namespace Jobs.Packages.Tests.Kit;

/// <summary>
/// A stranger's solution outside of this repository, so that none of our settings reach it: a library of jobs that refers to
/// Jobs, and hosts that refer to it and to Jobs.Runtime. Warnings are errors there.
/// </summary>
internal sealed class ConsumerSolution
{
    private const string Settings = """
        <Project>
          <PropertyGroup>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>
            <!-- Said by the SDK of the old native SQLite, whatever refers to it; and of ages of packages, which is the feed's to say. -->
            <NoWarn>$(NoWarn);NETSDK1206;NU1900;NU1901;NU1902;NU1903;NU1904</NoWarn>
            <!-- Each finding of the trimmer, not one for each assembly. -->
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
            <InvariantGlobalization>true</InvariantGlobalization>
            <Configuration Condition="'$(Configuration)' == ''">Release</Configuration>
          </PropertyGroup>
        </Project>
        """;

    private const string Library = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
            <IsAotCompatible>true</IsAotCompatible>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Jobs" Version="{Version}" />
          </ItemGroup>
        </Project>
        """;

    private const string Host = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>{Framework}</TargetFramework>
            <RootNamespace>Acme.Host</RootNamespace>
            <AssemblyName>Acme.Host</AssemblyName>
            <RuntimeIdentifier>{Runtime}</RuntimeIdentifier>
            <SelfContained>false</SelfContained>
            {Publish}
          </PropertyGroup>
          <ItemGroup>
            <Compile Include="../Acme.Host.Sources/**/*.cs" />
            <PackageReference Include="Jobs.Runtime" Version="{Version}" />
            <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="8.0.1" />
            <ProjectReference Include="../Acme.Files/Acme.Files.csproj" />
          </ItemGroup>
        </Project>
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("jobs-consumer-").FullName;

    public ConsumerSolution(PackedPackages packages)
    {
        // Kept from run to run for what others published, and rid of what was packed here: a cache cannot lie.
        var restored = Path.Combine(PackedPackages.Workshop, "restored");
        foreach (var id in new[] { "jobs", "jobs.runtime", "jobs.cli" })
        {
            if (Directory.Exists(Path.Combine(restored, id))) Directory.Delete(Path.Combine(restored, id), recursive: true);
        }

        // One more source beside those that this machine has.
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{restored}" /></config>
              <packageSources><add key="packed" value="{packages.Folder}" /></packageSources>
            </configuration>
            """);
        Write("Directory.Build.props", Settings);
        WriteProject("Acme.Files", Library);
        WriteProject("Acme.Host", HostOf("net10.0", "<PublishTrimmed>true</PublishTrimmed>"));
        WriteProject("Acme.NativeHost", HostOf("net8.0", "<PublishAot>true</PublishAot><StripSymbols>true</StripSymbols>"));
        CopySources("Acme.Files", "Acme.Files");
        CopySources("Acme.Host", "Acme.Host.Sources");
    }

    /// <summary>A file or folder of the solution.</summary>
    public string PathOf(params string[] parts) => Path.Combine([_root, .. parts]);

    /// <summary>One of the SDK's commands in the solution's folder, which must succeed without a warning.</summary>
    public async Task RunAsync(params string[] arguments)
    {
        var output = await Dotnet.RunAsync(_root, arguments);
        Assert.DoesNotContain("warning ", output, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The same, whatever it comes to.</summary>
    public Task<(int ExitCode, string Output)> TryAsync(params string[] arguments) => Dotnet.TryAsync(_root, arguments);

    public void WriteProject(string name, string text) => Write(Path.Combine(name, $"{name}.csproj"), text.Replace("{Version}", PackedPackages.Version, StringComparison.Ordinal));

    public void Write(string file, string text)
    {
        var path = PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Delete() => Directory.Delete(_root, recursive: true);

    private static string HostOf(string framework, string publish) => Host
        .Replace("{Framework}", framework, StringComparison.Ordinal)
        .Replace("{Runtime}", RuntimeInformation.RuntimeIdentifier, StringComparison.Ordinal)
        .Replace("{Publish}", publish, StringComparison.Ordinal);

    private void CopySources(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SourcePath.RepositoryRoot(), "tests", "Jobs.Packages.Tests", "Consumer", from), "*.cs"))
            Write(Path.Combine(to, Path.GetFileName(file)), File.ReadAllText(file));
    }
}
