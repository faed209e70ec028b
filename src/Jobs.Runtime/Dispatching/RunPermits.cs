namespace Jobs.Dispatching;

/// <summary>The permits of <c>MaxRunningJobs</c>. Touched by the loop alone. A count below zero would mean a permit given twice: that throws.</summary>
internal sealed class RunPermits(int max)
{
    public int Max { get; } = max;

    public int Taken { get; private set; }

    public bool HasFree => Taken < Max;

    public void Take()
    {
        if (Taken >= Max) throw new InvalidOperationException("A permit was taken that is not there.");
        Taken++;
    }

    public void Return()
    {
        if (Taken <= 0) throw new InvalidOperationException("A permit was given back twice.");
        Taken--;
    }
}
