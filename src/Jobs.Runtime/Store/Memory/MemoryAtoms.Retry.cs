namespace Jobs.Store;

/// <content>Running an ended job again.</content>
internal sealed partial class MemoryAtoms
{
    private string? Retry(RetryAtom atom)
    {
        if (!JobTransitions.IsLegal(null, atom.Job.Status)) return $"a new job cannot be {atom.Job.Status}";
        atom.ExistingId = JobId.None;
        if (!data.History.TryGetValue(atom.Of.Value, out var ended))
        {
            return data.Active.ContainsKey(atom.Of.Value) ? Answer(atom, AtomAnswer.Stale, RetryOutcome.NotEnded) : Answer(atom, AtomAnswer.NotFound, RetryOutcome.NotFound);
        }

        var old = ended.Job;
        if (!old.RetriedAs.IsNone)
        {
            // The token tells who asks again from who asks late.
            atom.ExistingId = old.RetriedAs;
            var isSame = atom.Token is { } token && data.Find(old.RetriedAs)?.Token == token;
            return Answer(atom, AtomAnswer.Duplicate, isSame ? RetryOutcome.Retried : RetryOutcome.AlreadyRetried);
        }

        if (ended.Status == JobStatus.Completed) return Answer(atom, AtomAnswer.Stale, RetryOutcome.Completed);
        if (old.Input is not { } input) return Answer(atom, AtomAnswer.Stale, RetryOutcome.NothingKept);
        if (atom.Key is { } key && data.Keys.TryGetValue((atom.Job.Name, key), out var holder))
        {
            atom.ExistingId = holder;
            return Answer(atom, AtomAnswer.Duplicate, RetryOutcome.KeyTaken);
        }

        if (atom.Token is { } given && data.Tokens.TryGetValue(given, out var other)) return $"its token is that of job {other}";
        if (data.Active.ContainsKey(atom.Id.Value) || data.History.ContainsKey(atom.Id.Value)) return $"the id {atom.Id} is taken";

        var job = atom.FromStart ? TakeInput(atom, old, input) : TakeAll(atom, old, input);
        old.Input = null;
        old.RetriedAs = atom.Id;
        data.Active.Add(atom.Id.Value, job);
        data.Count(job.Row.Status, +1);
        if (job.Key is not null) data.Keys.Add((job.Row.Name, job.Key), atom.Id);
        if (job.Token is not null) data.Tokens.Add(job.Token, atom.Id);
        return Answer(atom, AtomAnswer.Applied, RetryOutcome.Retried);
    }

    private static MemoryJob TakeInput(RetryAtom atom, MemoryJob old, byte[] input)
    {
        var job = new MemoryJob
        {
            Row = RootRow(atom), Key = atom.Key, Token = atom.Token, Tags = old.Tags, RetryOf = atom.Of,
            Input = input, State = old.First.State, StateVersion = atom.Job.Version, First = old.First,
        };
        if (old.First.Items is { } items) job.Journal.Add(new StoredJournalEntry(1, IsBase: true, items));
        return job;
    }

    private MemoryJob TakeAll(RetryAtom atom, MemoryJob old, byte[] input)
    {
        DropTaskFailures(old);
        foreach (var result in old.Results.Keys) data.ResultOwners[result] = atom.Id;
        var job = new MemoryJob
        {
            Row = RootRow(atom), Key = atom.Key, Token = atom.Token, Tags = old.Tags, RetryOf = atom.Of,
            OriginId = old.OriginId.IsNone ? atom.Of : old.OriginId,
            Input = input, State = old.State, StateVersion = old.StateVersion, First = old.First,
            Journal = [.. old.Journal], Results = new(old.Results), ResultIds = new(old.ResultIds), Sleeps = new(old.Sleeps),
        };
        foreach (var (key, child) in old.Children)
        {
            var last = LastRetryOf(child);
            var isGoingOn = data.Active.TryGetValue(last.Value, out var active) && !data.Seen(active).IsCancelRequested;
            if (!isGoingOn && data.History.GetValueOrDefault(last.Value)?.Status != JobStatus.Completed) continue;
            job.Children.Add(key, last);
            job.Adopted.Add(last);
        }

        old.DropActiveParts();
        return job;
    }

    private static StoredJob RootRow(RetryAtom atom) => atom.Job with { RootId = atom.Id, HasTraces = !atom.FromStart };

    private JobId LastRetryOf(JobId id)
    {
        while (data.Find(id)?.RetriedAs is { IsNone: false } next) id = next;
        return id;
    }

    private static string? Answer(RetryAtom atom, AtomAnswer answer, RetryOutcome outcome)
    {
        atom.Outcome = outcome;
        return Answer(atom, answer);
    }
}
