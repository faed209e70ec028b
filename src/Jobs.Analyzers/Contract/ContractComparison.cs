using System.Collections.Immutable;
using System.Globalization;

namespace Jobs.Analyzers.Contract;

/// <summary>
/// What the code would do to rows that the contract says may exist. A job whose version was raised says that it changed on
/// purpose: then members may go, and what an upgrade gives may take any form.
/// </summary>
internal sealed class ContractComparison
{
    private readonly StoredShape _stored;
    private readonly StoredShape _code;
    private readonly List<ContractBreak> _breaks = [];

    private ContractComparison(StoredShape stored, StoredShape code) => (_stored, _code) = (stored, code);

    /// <summary>Compares the jobs of the contract with those of the code.</summary>
    /// <param name="stored">The contract.</param>
    /// <param name="code">The code.</param>
    /// <param name="isUnsettled">Whether nothing can be said of a stored name, because the class is in error.</param>
    public static IReadOnlyList<ContractBreak> Compare(StoredShape stored, StoredShape code, Func<string, bool> isUnsettled)
    {
        var comparison = new ContractComparison(stored, code);
        foreach (var job in stored.Jobs.Values.Where(job => !isUnsettled(job.Name))) comparison.Compare(job);
        return comparison._breaks;
    }

    private void Compare(JobShape job)
    {
        if (HeirOf(job.Name) is not { } heir)
        {
            var lines = new[] { ContractWords.Join(["job", job.Name]) + " " };
            Add(BreakKind.JobGone, job.Name, job.Name, [job.Name, $"mark the class that takes them over [FormerlyNamed(\"{job.Name}\")]"], lines);
            return;
        }

        if (heir.Version < job.Version)
        {
            Add(BreakKind.VersionUnreadable, heir.Name, "version", [heir.Name, Number(job.Version), $"the class says version {Number(heir.Version)}", "versions only rise"], [Line(job, "version")]);
        }

        foreach (var from in job.Upgrades.Keys.Where(from => !heir.Upgrades.ContainsKey(from)))
        {
            Add(BreakKind.VersionUnreadable, heir.Name, "upgrade " + Number(from), [heir.Name, Number(from), "the upgrade from it is gone", "put it back"], [Line(job, "upgrade", Number(from))]);
        }

        foreach (var former in job.FormerNames.Where(former => HeirOf(former) is null))
        {
            Add(BreakKind.JobGone, heir.Name, former, [former, $"put [FormerlyNamed(\"{former}\")] back"], [Line(job, "formerly", former)]);
        }

        CompareMembers(job, heir);
        CompareResult(job, heir);
        foreach (var task in job.Tasks.Values) CompareTask(job, heir, task);
    }

    private void CompareMembers(JobShape job, JobShape heir)
    {
        var isRaised = heir.Version > job.Version;
        foreach (var member in job.Members.Values)
        {
            if (heir.Members.Values.FirstOrDefault(m => m.Reads(member.Name)) is not { } reader)
            {
                if (!isRaised) AddMember(job, heir, new(BreakKind.MemberLost, member.Name, member.Form, "", member.Keys), member.IsJournal, null);
                continue;
            }

            foreach (var former in member.FormerNames.Where(former => !isRaised && !reader.Reads(former)))
            {
                AddMember(job, heir, new(BreakKind.MemberLost, former, member.Form, "", member.Keys), member.IsJournal, reader);
            }

            if (!member.IsJournal && isRaised && heir.Converts(reader.Name, job.Version)) continue;
            var keys = member.Keys.Concat(reader.Keys).ToList();
            if (member.IsJournal != reader.IsJournal)
            {
                AddMember(job, heir, new(BreakKind.ValueMisread, member.Name, Stored(member), Stored(reader), keys), isJournal: true, reader);
                continue;
            }

            if (reader.IsRequired && !member.IsRequired) AddMember(job, heir, new(BreakKind.MemberMissing, member.Name, "", "", keys), member.IsJournal, reader);
            foreach (var problem in FormComparison.Compare(_stored, _code, member.Form, reader.Form, member.Name))
            {
                if (problem.Kind == BreakKind.MemberLost && isRaised) continue;
                AddMember(job, heir, problem with { Keys = problem.Keys.Concat(keys).ToList() }, member.IsJournal, reader);
            }
        }

        foreach (var added in heir.Members.Values.Where(m => m.IsRequired && !job.Members.Values.Any(old => m.Reads(old.Name))))
        {
            if (isRaised && heir.Converts(added.Name, job.Version)) continue;
            AddMember(job, heir, new(BreakKind.MemberMissing, added.Name, "", "", added.Keys), isJournal: false, added);
        }
    }

    private void CompareResult(JobShape job, JobShape heir)
    {
        if (job.Result is null || heir.Result is null || heir.Version > job.Version) return;
        foreach (var problem in FormComparison.Compare(_stored, _code, job.Result, heir.Result, "its result"))
        {
            var keys = problem.Keys.Append(Line(job, "result")).ToList();
            Add(problem.Kind, heir.Name, SubjectOf(problem), Arguments(problem, heir.Name, Remedies.ForResult(problem, job, heir)), keys);
        }
    }

    private void CompareTask(JobShape job, JobShape heir, TaskShape task)
    {
        if (!heir.Tasks.TryGetValue(task.Name, out var now))
        {
            if (heir.Version > job.Version) return;
            Redone(heir, task, "no method has that name any more", $"if it was renamed, write [JobTask(\"{task.Name}\")] on it, or raise the job's Version to {Number(job.Version + 1)} if that work may be done again", null);
            return;
        }

        if (now.Version > task.Version) return;
        if (now.Version < task.Version)
        {
            Redone(heir, task, $"the task's Version went from {Number(task.Version)} back to {Number(now.Version)}", "versions only rise", now);
            return;
        }

        var same = task.Arguments.Count == now.Arguments.Count
            && task.Arguments.Zip(now.Arguments, (a, b) => a.Name == b.Name && FormComparison.AreSame(_stored, _code, a.Form, b.Form)).All(s => s);
        if (!same)
        {
            Redone(heir, task, "its arguments changed", $"give them their old names ([JobName]), order and forms back, {Remedies.ForTask(task)}", now);
        }
        else
        {
            CompareDefaults(heir, task, now);
        }

        foreach (var problem in ResultProblems(task, now))
        {
            var remedy = Remedies.ForTaskResult(problem, task);
            var found = new ContractBreak(problem.Kind, heir.Name, SubjectOf(problem), ImmutableArray.Create(Arguments(problem, heir.Name, remedy)), problem.Keys.Concat(task.Keys).Concat(now.Keys).ToList());
            _breaks.Add(found with { Task = now.Name });
        }
    }

    // Where one of the two is not said, the argument was not optional, and every dispatch had to be written anew; or the line is an older one.
    private void CompareDefaults(JobShape heir, TaskShape task, TaskShape now)
    {
        foreach (var (before, after) in task.Arguments.Zip(now.Arguments, (a, b) => (a, b)))
        {
            if (before.Default is null || after.Default is null || before.Default == after.Default) continue;
            Redone(
                heir, task, $"dispatches that leave '{after.Name}' out pass {after.Default} where they passed {before.Default}",
                $"give it its old default back, {Remedies.ForTask(task)}", now);
            return;
        }
    }

    private IEnumerable<FormProblem> ResultProblems(TaskShape task, TaskShape now)
    {
        var path = $"the result of task '{task.Name}'";
        if (task.Result is not null && now.Result is not null) return FormComparison.Compare(_stored, _code, task.Result, now.Result, path);
        return now.Result is null ? [] : [new FormProblem(BreakKind.ValueMisread, path, "nothing", now.Result, [])];
    }

    private void Redone(JobShape heir, TaskShape task, string what, string remedy, TaskShape? now)
    {
        var keys = now is null ? task.Keys : task.Keys.Concat(now.Keys).ToList();
        _breaks.Add(new ContractBreak(BreakKind.TasksRedone, heir.Name, task.Name, ImmutableArray.Create(heir.Name, task.Name, what, remedy), keys) { Task = now?.Name });
    }

    private void AddMember(JobShape job, JobShape heir, FormProblem problem, bool isJournal, MemberShape? reader)
    {
        var remedy = problem.Kind switch
        {
            BreakKind.MemberLost => Remedies.ForLost(problem.Name, job, heir, isJournal),
            BreakKind.MemberMissing => Remedies.ForMissing(job, heir, isJournal),
            BreakKind.EnumValueGone => Remedies.ForEnumValue(problem.Stored, job, heir, isJournal),
            _ => Remedies.ForMisread(job, heir, isJournal),
        };
        _breaks.Add(new ContractBreak(problem.Kind, heir.Name, SubjectOf(problem), ImmutableArray.Create(Arguments(problem, heir.Name, remedy)), problem.Keys) { Member = reader?.Name });
    }

    private static string SubjectOf(FormProblem problem) => problem.Kind == BreakKind.EnumValueGone ? problem.Path + "=" + problem.Stored : problem.Path;

    private static string[] Arguments(FormProblem problem, string job, string remedy) => problem.Kind switch
    {
        BreakKind.MemberLost or BreakKind.EnumValueGone => [job, problem.Path, problem.Stored, remedy],
        BreakKind.MemberMissing => [job, problem.Path, remedy],
        _ => [job, problem.Path, problem.Stored, problem.Read, remedy],
    };

    private void Add(BreakKind kind, string job, string subject, string[] arguments, IReadOnlyList<string> keys) =>
        _breaks.Add(new ContractBreak(kind, job, subject, ImmutableArray.Create(arguments), keys));

    private JobShape? HeirOf(string storedName) =>
        _code.Jobs.TryGetValue(storedName, out var same) ? same : _code.Jobs.Values.FirstOrDefault(job => job.FormerNames.Contains(storedName));

    private static string Line(JobShape job, params string[] words) => ContractWords.Join(new[] { "job", job.Name }.Concat(words));

    private static string Stored(MemberShape member) => member.IsJournal ? "journaled " + member.Form : member.Form;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
