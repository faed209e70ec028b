using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Resume;

/// <summary>(JOB3011)</summary>
public sealed class AsyncVoidTests
{
    [Theory]
    [InlineData("Go(); await Task.Yield();", "private async void [|Go|]() => await Task.Yield();")]
    [InlineData("async void [|Go|]() => await Task.Yield(); Go(); await Task.Yield();")]
    [InlineData("Action go = [|async|] () => await Task.Yield(); go(); await Task.Yield();")]
    [InlineData("new List<string>(Paths).ForEach([|async|] p => await File.ReadAllTextAsync(p)); await Task.Yield();")]
    public Task AsyncVoid_Triggers(string statements, string members = "") => AnalyzerTest.Of<AsyncVoidAnalyzer>(JobSource.Of(statements, members)).RunAsync();

    [Theory]
    [InlineData("await Go();", "private async Task Go() => await Task.Yield();")]
    [InlineData("Func<Task> go = async () => await Task.Yield(); await go();")]
    [InlineData("Action go = () => { }; go(); await Task.Yield();")]
    public Task Awaitable_DoesNotTrigger(string statements, string members = "") => AnalyzerTest.Of<AsyncVoidAnalyzer>(JobSource.Of(statements, members)).RunAsync();
}
