using Jobs.TestKit.Signals;

namespace Jobs.Analyzers.Tests.Kit;

public sealed class TestSignalTests
{
    [Fact]
    public async Task WhatWasSetBeforeTheWait_IsReceivedInOrder()
    {
        var signal = new TestSignal<int>();
        signal.Set(1);
        signal.Set(2);
        var third = signal.WaitAsync(3);
        Assert.False(third.IsCompleted);
        signal.Set(3);

        Assert.Equal([1, 2, 3], await third);
    }

    [Fact]
    public void TryTake_WhenNothingWasSet_IsFalse()
    {
        var signal = new TestSignal();

        Assert.False(signal.TryTake());
        signal.Set();
        Assert.True(signal.TryTake());
        Assert.False(signal.TryTake());
    }
}
