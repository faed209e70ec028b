namespace Gallery.People;

public enum Role
{
    Guest,
    Member,
    Admin,
}

public sealed record Person(Guid Id, string Name, DateOnly? Born)
{
    public Role Role { get; init; }
#if GEN2
    public ImmutableArray<string> Languages { get; init; } = [];
#endif
}

public record struct Score(int Points)
{
    public string? Remark;
}

[Job("onboarding")]
public sealed partial class OnboardingJob
{
    public required Person Person { get; init; }
    private readonly List<string> _steps = [];
    private DateTimeOffset? _welcomed;

    private async Task RunAsync(Context ctx)
    {
        _steps.Add(await ctx.TaskDispatcher.Open.Run(Person.Id, Person.Name));
        _welcomed = DateTimeOffset.UnixEpoch;
        await ctx.CheckpointAsync();
    }

    [JobTask("open")]
    private static string Open(Guid id, string name) => $"{id}: {name}";
}

[Job("offboarding")]
public sealed partial class OffboardingJob
{
    public required Guid Person { get; init; }
    private readonly Dictionary<string, bool> _revoked = [];
#if GEN2
    [FormerlyNamed("by")] private Guid? _manager;
#else
    private Guid? _by;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("exam-grading")]
public sealed partial class ExamGradingJob
{
    public required Dictionary<Guid, string[]> Answers { get; init; }
    private readonly Dictionary<Guid, Score> _scores = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("timetable")]
public sealed partial class TimetableJob
{
    public required List<Lesson> Lessons { get; init; }
    private readonly Dictionary<DayOfWeek, List<TimeOnly>> _slots = [];
    private int _generation;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public sealed record Lesson(string Name, int Size, Person? Teacher);
}

[Job("directory-sync")]
public sealed partial class DirectorySyncJob
{
    public required Uri Server { get; init; }
    private readonly JournaledDictionary<Guid, string> _names = [];
    private string _cookie = "";

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("survey")]
public sealed partial class SurveyJob
{
    public required ImmutableArray<string> Questions { get; init; }
    private readonly List<Dictionary<int, string?>> _answers = [];
#if GEN3
    private TimeSpan? _closesIn;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("vacation-approval")]
public sealed partial class VacationApprovalJob
{
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    private Decision _decision = Decision.Open;
    private readonly List<(Guid By, Decision What)> _trail = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public enum Decision
    {
        Open,
        Yes,
        No,
#if GEN2
        Withdrawn,
#endif
    }
}

[Job("seating")]
public sealed partial class SeatingJob
{
    public required int[,] Room { get; init; }
    private readonly Dictionary<(int Row, int Seat), Guid> _taken = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("birthday-cards")]
public sealed partial class BirthdayCardsJob
{
    public DateOnly Day { get; init; }
    private readonly SortedSet<Guid> _sent = [];
#if GEN2
    public string Greeting { get; init; } = "All the best";
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("family-tree")]
public sealed partial class FamilyTreeJob
{
    public required string Name { get; init; }
    private Node? _root;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    private sealed class Node
    {
        public required string Name { get; init; }
        public Node? Mother { get; set; }
        public Node? Father { get; set; }
#if GEN3
        public DateOnly? Died { get; set; }
#endif
    }
}
