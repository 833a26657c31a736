using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Hosting.Configuration;
using Wire = Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>Checks requests to create or change a task, and turns them into the domain's words.</summary>
internal sealed class TaskCheck(TemplateCheck templates, LimitsSection limits, TimeProvider time)
{
    /// <summary>The task; meaningful only if <paramref name="faults"/> gained nothing.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="madeId">The id where the caller chose none.</param>
    /// <param name="madeIdMayExist">Whether the made id follows from a key, so that the task may exist already.</param>
    /// <param name="traceParent">The trace context of the request.</param>
    /// <param name="faults">What is wrong.</param>
    public NewTask Check(Wire.SubmitTaskRequest request, TaskId madeId, bool madeIdMayExist, string? traceParent, FaultList faults)
    {
        var now = EngineClock.Now(time);
        TextRules.Id(request.Id, "id", faults);
        var template = templates.Check(request, faults);
        var id = request.Id is { } chosen ? new TaskId(chosen) : madeId;
        if (template.Split is { } split) SplitCheck.CheckIds(id.Value, split, faults);
        var due = DueAt(request, now, faults);
        var spec = new TaskSpec(id, template, due, now)
        {
            TraceParent = traceParent,
            Deadline = Deadline(request, due, now, faults),
            Dependencies = DependencyCheck.Check(request, id, faults),
        };
        if (request is { UniqueKey: null, OnConflict: not null }) faults.Add("onConflict", "says what happens when a uniqueKey is taken: give one, or leave it out");
        return new(spec, request.Id is not null || madeIdMayExist) { OnConflict = (KeyConflict)(request.OnConflict ?? Wire.WireKeyConflict.Reject) };
    }

    /// <summary>The change; meaningful only if <paramref name="faults"/> gained nothing.</summary>
    public TaskPatch Check(Wire.TaskPatch patch, FaultList faults)
    {
        TextRules.Labels(patch.Labels, "labels", faults);
        if (patch is { Priority: null, DueAt: null, Labels: null }) faults.Add("", "the change is empty: give priority, dueAt or labels");
        var due = patch.DueAt is { } at ? EngineClock.Truncate(at) : (DateTimeOffset?)null;
        if (due is { } instant) WithinReach("dueAt", instant, EngineClock.Now(time), faults);
        return new((TaskPriority?)patch.Priority, due, patch.Labels);
    }

    private DateTimeOffset DueAt(Wire.SubmitTaskRequest request, DateTimeOffset now, FaultList faults)
    {
        if (request is { DueAt: not null, Delay: not null })
        {
            faults.Add("delay", "and dueAt exclude each other; give one of them");
            return now;
        }

        if (request.Delay is { } delay)
        {
            if (delay < TimeSpan.Zero || delay > limits.MaxDelay)
            {
                faults.Add("delay", $"must be from 0s to {Client.Json.WireDuration.Format(limits.MaxDelay)} (limits.max-delay)");
                return now;
            }

            return EngineClock.Truncate(now + delay);
        }

        if (request.DueAt is not { } at) return now;
        var due = EngineClock.Truncate(at);
        WithinReach("dueAt", due, now, faults);
        return due;
    }

    private DateTimeOffset? Deadline(Wire.SubmitTaskRequest request, DateTimeOffset due, DateTimeOffset now, FaultList faults)
    {
        if (request.Deadline is not { } at) return null;
        var deadline = EngineClock.Truncate(at);
        if (request.TotalTimeout is not null) faults.Add("deadline", "and totalTimeout exclude each other; give one of them");
        else if (deadline <= due) faults.Add("deadline", "must lie after the instant at which the task is due");
        else WithinReach("deadline", deadline, now, faults);
        return deadline;
    }

    private void WithinReach(string field, DateTimeOffset due, DateTimeOffset now, FaultList faults)
    {
        if (due > now + limits.MaxDelay)
            faults.Add(field, $"lies more than {Client.Json.WireDuration.Format(limits.MaxDelay)} ahead (limits.max-delay); give an instant before that");
        else if (due < DateTimeOffset.UnixEpoch)
            faults.Add(field, "must not lie before 1970-01-01T00:00:00Z");
    }
}
