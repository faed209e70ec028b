using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

public sealed class StoreReadsTests : IDisposable
{
    private readonly StoreDriver _driver = new(new MemoryStore(new MemoryStoreData()));
    private readonly StoreReads _reads;

    public StoreReadsTests() => _reads = new StoreReads(_driver.Store);

    [Fact]
    public void Read_IsAnsweredInOrder_OneAStep()
    {
        var job = _driver.SubmitJob();
        var answers = new List<string>();
        _reads.Read(r => r.Find(job.Id)!.Info.Name, (name, _) => answers.Add(name!));
        _reads.Read(r => r.Counters().Count, (count, _) => answers.Add($"{count}"));

        Assert.Empty(answers);
        Assert.True(_reads.Step());
        Assert.Equal(["copy"], answers);
        Assert.True(_reads.Step());
        Assert.Equal(["copy", "1"], answers);
        Assert.False(_reads.Step());
    }

    [Fact]
    public void Read_WhenTheQueryThrows_HandsOverTheError_AndTheNextIsAnswered()
    {
        Exception? error = null;
        var answer = 0;
        _reads.Read<int>(_ => throw new InvalidTimeZoneException(), (_, e) => error = e);
        _reads.Read(_ => 5, (n, _) => answer = n);
        _reads.Step();
        _reads.Step();
        Assert.IsType<InvalidTimeZoneException>(error);
        Assert.Equal(5, answer);
    }

    [Fact]
    public void Read_BeyondTheBound_IsRefusedAtOnce()
    {
        for (var i = 0; i < StoreReads.QueueLengthMax; i++) _reads.Read(_ => 0, (_, e) => Assert.Null(e));
        Exception? error = null;
        _reads.Read(_ => 0, (_, e) => error = e);
        Assert.IsType<JobException>(error);
        _reads.Step();
        error = null;
        _reads.Read(_ => 0, (_, e) => error = e);
        Assert.Null(error);
        while (_reads.Step())
        {
        }
    }

    [Fact]
    public void Stop_RefusesWhatWaits_AndWhatComesLater()
    {
        var errors = new List<Exception?>();
        _reads.Read(_ => 0, (_, e) => errors.Add(e));
        _reads.Stop();
        _reads.Read(_ => 0, (_, e) => errors.Add(e));
        Assert.Equal(2, errors.Count);
        Assert.All(errors, e => Assert.IsType<JobException>(e));
    }

    [Fact]
    public async Task Thread_AnswersReadsFromAnyThread()
    {
        _reads.Start();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n =>
        {
            var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            Task.Run(() => _reads.Read(_ => n, (m, _) => answer.SetResult(m)));
            return answer.Task;
        }));
        Assert.Equal(Enumerable.Range(0, 50), answers);
    }

    public void Dispose()
    {
        _reads.Dispose();
        _driver.Dispose();
    }
}
