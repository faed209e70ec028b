using Jobs.Store;

namespace Jobs.Runtime.Tests.Store;

/// <summary>
/// What every store must do. The parts are its chapters; SQLite and memory prove the same ones, and so will what comes next.
/// </summary>
public abstract partial class StoreContract : IDisposable
{
    private readonly List<IDisposable> _opened = [];

    /// <summary>A new store on this test's data; the second one is a restart.</summary>
    internal abstract IJobStore CreateStore(StoreLimits limits);

    internal StoreDriver Open(StoreLimits? limits = null)
    {
        var driver = new StoreDriver(CreateStore(limits ?? StoreLimits.Default));
        _opened.Add(driver);
        return driver;
    }

    /// <summary>Opens a store that rests as a client does, for one call.</summary>
    internal StoreDriver Visit()
    {
        var driver = new StoreDriver(CreateStore(StoreLimits.Default), isVisit: true);
        _opened.Add(driver);
        return driver;
    }

    /// <summary>Ends a session that is not the last one.</summary>
    internal void Leave(StoreDriver driver)
    {
        driver.Dispose();
        _opened.Remove(driver);
    }

    /// <summary>Ends a session without closing it, and opens the next.</summary>
    internal StoreDriver Crash(StoreDriver driver, StoreLimits? limits = null)
    {
        driver.Dispose();
        _opened.Remove(driver);
        return Open(limits);
    }

    /// <summary>Ends a session cleanly, and opens the next.</summary>
    internal StoreDriver Restart(StoreDriver driver)
    {
        driver.Store.Close();
        return Crash(driver);
    }

    public virtual void Dispose()
    {
        foreach (var driver in _opened) driver.Dispose();
        GC.SuppressFinalize(this);
    }
}
