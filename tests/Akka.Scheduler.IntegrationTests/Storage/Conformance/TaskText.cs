using System.Globalization;
using Akka.Scheduler.Domain.Tasks;
using Shouldly;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Tasks as text, so that two of them compare by content down to the labels, and a difference can be read.</summary>
public static class TaskText
{
    public static string Of(TaskSnapshot task)
    {
        var spec = task.Spec;
        var template = spec.Template;
        var labels = template.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}");
        var requires = template.Requires.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}");
        return string.Join('\n',
            $"{spec.Id} {task.State} v{task.Version} due {At(spec.DueAt)} created {At(spec.CreatedAt)} next {At(task.NextStartAt)} bucket {task.Bucket}",
            $"schedule {spec.ScheduleId} at {At(spec.ScheduledTime)} trace {spec.TraceParent}",
            $"name {template.Name} executor {template.Executor} queue {template.Queue} priority {template.Priority} labels {string.Join(';', labels)}",
            $"ttl {template.Ttl} timeout {template.Timeout} retry {Retry(template.Retry)} lost {template.OnLost} total {template.TotalTimeout} deadline {At(spec.Deadline)} delivery {template.Delivery} requires {string.Join(';', requires)} fair {template.FairnessKey}",
            $"attempt {task.Attempt} failures {task.Failures} open {Open(task.Open)} worker {task.Worker} cancel {task.CancelRequested}",
            $"started {At(task.StartedAt)} finished {At(task.FinishedAt)} result {task.Result} error {task.Error} reason {task.Reason}",
            $"payload {template.Payload}");
    }

    public static void ShouldBeTask(this TaskSnapshot? actual, TaskSnapshot expected) => Of(actual.ShouldNotBeNull()).ShouldBe(Of(expected));

    public static IReadOnlyList<string> Ids(this IEnumerable<TaskSnapshot> tasks) => [.. tasks.Select(task => task.Id.Value)];

    private static string Retry(RetryPolicy retry)
    {
        var waits = retry.Backoff is Backoff.Listed listed ? string.Join(',', listed.Delays) : $"{retry.Backoff}";
        return $"{retry.MaxRetries} {waits} {retry.MaxDelay} {retry.Jitter} only {string.Join(',', retry.Errors.Retryable)} never {string.Join(',', retry.Errors.NonRetryable)}";
    }

    private static string Open(OpenAttempt? open) =>
        open is null ? "none" : $"{open.Id} on {open.Worker} from {At(open.StartedAt)} to {At(open.Deadline)} token {open.FencingToken}";

    private static string At(DateTimeOffset? at) => at?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "-";
}
