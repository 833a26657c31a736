using System.Globalization;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Tracing;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>The variables that a command sees: a clean set, what was asked for, and what the scheduler says of the attempt.</summary>
internal static class ShellEnvironment
{
    /// <summary>Marks every process of an attempt, so that those which left its session are found too.</summary>
    public const string AttemptVariable = "SCHEDULER_ATTEMPT_ID";

    private static readonly string[] Always = ["PATH", "HOME", "LANG"];

    public static bool IsReserved(string name) => name.StartsWith("SCHEDULER", StringComparison.Ordinal) || name == "TRACEPARENT";

    public static void Fill(IDictionary<string, string?> environment, ShellOptions options, ShellPayload payload, AttemptContext attempt)
    {
        environment.Clear();
        foreach (var name in Always.Concat(options.PassEnvironment))
            if (!IsReserved(name) && Environment.GetEnvironmentVariable(name) is { } value)
                environment[name] = value;
        foreach (var (name, value) in payload.Environment) environment[name] = value;
        environment["SCHEDULER_TASK_ID"] = attempt.Task.ToString();
        environment[AttemptVariable] = attempt.Id.ToString();
        environment["SCHEDULER_ATTEMPT"] = attempt.Number.ToString(CultureInfo.InvariantCulture);
        environment["SCHEDULER_FENCING_TOKEN"] = attempt.FencingToken.ToString(CultureInfo.InvariantCulture);
        environment["SCHEDULER_DEADLINE"] = AttemptInstant.Text(attempt.Deadline);
        if (attempt.ScheduledTime is { } scheduled) environment["SCHEDULER_SCHEDULED_TIME"] = AttemptInstant.Text(scheduled);
        if (attempt.Part is { } part)
        {
            environment["SCHEDULER_PART_OF"] = part.Of.ToString();
            environment["SCHEDULER_PART_INDEX"] = part.Index.ToString(CultureInfo.InvariantCulture);
            environment["SCHEDULER_PART_COUNT"] = part.Count.ToString(CultureInfo.InvariantCulture);
        }

        environment["TRACEPARENT"] = AttemptTrace.ParentFor(attempt);
    }
}
