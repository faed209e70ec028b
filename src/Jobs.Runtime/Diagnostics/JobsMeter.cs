using System.Diagnostics.Metrics;

namespace Jobs.Diagnostics;

/// <summary>
/// The counts of one engine, under the meter "Jobs". Made through the host's meter factory where it has one, so that two
/// engines of a process are told apart. An instrument that nobody listens to costs a branch.
/// </summary>
internal sealed class JobsMeter
{
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _retried;
    private readonly Counter<long> _abandoned;
    private readonly Histogram<int> _batchAtoms;

    public JobsMeter(IMeterFactory? factory)
    {
        var meter = factory?.Create(new MeterOptions("Jobs")) ?? new Meter("Jobs");
        _started = meter.CreateCounter<long>("jobs.attempts.started", "{attempt}", "Attempts that began.");
        _ended = meter.CreateCounter<long>("jobs.ended", "{job}", "Jobs that ended, by status.");
        _retried = meter.CreateCounter<long>("jobs.attempts.retried", "{attempt}", "Failed attempts that another follows.");
        _abandoned = meter.CreateCounter<long>("jobs.attempts.abandoned", "{attempt}", "Attempts whose code did not stop within its grace.");
        _batchAtoms = meter.CreateHistogram<int>("jobs.store.batch.atoms", "{atom}", "Atoms of a committed batch.");
    }

    public void Started() => _started.Add(1);

    public void Ended(JobStatus status)
    {
        if (_ended.Enabled) _ended.Add(1, new KeyValuePair<string, object?>("status", status.ToString()));
    }

    public void Retried() => _retried.Add(1);

    public void Abandoned() => _abandoned.Add(1);

    public void Committed(int atoms) => _batchAtoms.Record(atoms);
}
