using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task submit</c>: one task from options, or many from a file.</summary>
internal sealed class TaskSubmit
{
    private static readonly TimeSpan FileRepeats = TimeSpan.FromSeconds(30);
    private readonly TaskSpecOptions _spec = new();
    private readonly FollowOptions _follow = new();
    private readonly Option<string?> _id = WireOptions.Text("--id", "Your own id; submitting it twice creates one task.", "ID");
    private readonly Option<DateTimeOffset?> _dueAt = WireOptions.Instant("--due-at", "Not before this instant. Default now.");
    private readonly Option<TimeSpan?> _delay = WireOptions.Duration("--delay", "Not before this long from now.");
    private readonly Option<WireKeyConflict?> _onConflict =
        WireOptions.Word<WireKeyConflict>("--on-conflict", "What happens when another task has --unique-key. Default reject.");

    private readonly Option<DateTimeOffset?> _deadline = WireOptions.Instant("--deadline", "It must have ended at this instant.");
    private readonly Option<string?> _key = WireOptions.Text("--idempotency-key", "The same key again answers the same task.", "KEY");

    private readonly Option<bool> _wait =
        new("--wait") { Description = "Show its output as it runs; exit 0 when it succeeded, 1 when not." };

    private readonly Option<TimeSpan?> _within =
        WireOptions.Duration("--within", "With --wait: stop waiting after this long, with exit code 1.");

    private readonly Option<TimeSpan?> _retryFor = WireOptions.Duration(
        "--retry-for", "Keep trying this long while the node is away or busy; nothing is made twice. Default 0s, with --file 30s.");

    private readonly Option<string?> _file =
        WireOptions.Text("--file", "Submit every line of a JSON-lines file as a task; - is standard input.", "FILE|-");

    private readonly Option<int> _batchSize = new("--batch-size")
    {
        Description = "With --file: tasks to a request, 1 to 10000.",
        HelpName = "N",
        DefaultValueFactory = _ => 1000,
    };

    public static Command Create(CliContext context)
    {
        var submit = new TaskSubmit();
        var command = new Command("submit", "Submit one task, or many from a file.");
        submit._spec.AddTo(command);
        foreach (var option in (Option[])
            [
                submit._id, submit._dueAt, submit._delay, submit._deadline, submit._onConflict, submit._key, submit._wait, submit._within, submit._retryFor, submit._file,
                submit._batchSize, .. submit._follow.All,
            ])
        {
            command.Options.Add(option);
        }

        return context.Define(command, submit.RunAsync);
    }

    private async Task<int> RunAsync(Invocation run)
    {
        if (run.Parsed.GetValue(_file) is not { } file) return await SubmitOneAsync(run);
        if (_spec.AreGiven(run.Parsed)) throw new UsageException("--file and --executor exclude each other: the file says what to run.");
        if (run.Parsed.GetValue(_wait)) throw new UsageException("--file and --wait exclude each other: use 'task wait ID' for each.");
        var size = run.Parsed.GetValue(_batchSize);
        if (size is < 1 or > 10_000) throw new UsageException($"--batch-size {size} is out of range: give 1 to 10000.");
        using var upload = new TaskFileUpload(run, run.ClientThatRepeats(run.Parsed.GetValue(_retryFor) ?? FileRepeats), size);
        return await upload.RunAsync(file);
    }

    private async Task<int> SubmitOneAsync(Invocation run)
    {
        var request = Request(run);
        var client = run.ClientThatRepeats(run.Parsed.GetValue(_retryFor));
        var task = await client.Tasks.SubmitAsync(request, run.Parsed.GetValue(_key), wait: null, run.Cancel);
        if (run.Parsed.GetValue(_wait)) return await TaskWatch.RunAsync(run, task, run.Parsed.GetValue(_within));
        run.Report.One(
            task,
            WireJson.Default.TaskView,
            [("id", task.Id), ("status", WireEnum.Name(task.Status)), ("due", Output.Cell.Of(task.DueAt))]);
        return ExitCode.Done;
    }

    private SubmitTaskRequest Request(Invocation run)
    {
        var spec = _spec.Read(run.Parsed, run.Around.In);
        var (dueAt, delay) = (run.Parsed.GetValue(_dueAt), run.Parsed.GetValue(_delay));
        if (dueAt is not null && delay is not null) throw new UsageException("--due-at and --delay exclude each other: give one of them.");
        var request = spec.ToRequest() with
        {
            Id = run.Parsed.GetValue(_id),
            DueAt = dueAt,
            Delay = delay,
            Deadline = run.Parsed.GetValue(_deadline),
            OnConflict = run.Parsed.GetValue(_onConflict),
        };
        return _follow.AddTo(request, run.Parsed, run.Around.In);
    }
}
