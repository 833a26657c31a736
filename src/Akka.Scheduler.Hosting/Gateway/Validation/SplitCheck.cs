using Akka.Scheduler.Domain.Tasks;
using Wire = Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>Checks how a task is to be split into parts. The shard of the task does that, when the task would start.</summary>
internal static class SplitCheck
{
    // One commit carries all parts of a task.
    private const long MostPayload = 64 * 1024 * 1024;

    /// <summary>The split; <see langword="null"/> where there is none. Meaningful only if <paramref name="faults"/> gained nothing.</summary>
    /// <param name="spec">What was asked.</param>
    /// <param name="payload">How long the payload of each part is.</param>
    /// <param name="check">Checks what reduces.</param>
    /// <param name="faults">What is wrong.</param>
    public static TaskSplit? Check(Wire.TaskSpec spec, int payload, Func<Wire.TaskSpec, FaultList, TaskTemplate> check, FaultList faults)
    {
        if (spec is { FanOut: not null, Broadcast: not null }) faults.Add("broadcast", "and fanOut exclude each other; give one of them");
        if (spec.FanOut is { } fan) return Check(fan, payload, check, faults.Below("fanOut"));
        if (spec.Broadcast is not { } broadcast) return null;
        TextRules.Labels(broadcast.Requires, "requires", faults.Below("broadcast"));
        return new TaskSplit.Broadcast(broadcast.Requires ?? TaskTemplate.NoLabels)
        {
            Reduce = Reduce(broadcast.Reduce, check, faults.Below("broadcast")),
            OnPartFailure = PolicyOf(broadcast.OnPartFailure),
        };
    }

    /// <summary>The parts' ids follow from the task's, and must fit, however often they are made anew.</summary>
    public static void CheckIds(string id, TaskSplit split, FaultList faults)
    {
        var (most, field) = split is TaskSplit.FanOut fan ? (fan.Parts, "fanOut.parts") : (TaskPart.Most, "broadcast");
        TextRules.Id(SplitRounds.LongestId(new(id), most).Value, field, faults);
    }

    private static TaskSplit.FanOut Check(Wire.FanOutSpec fan, int payload, Func<Wire.TaskSpec, FaultList, TaskTemplate> check, FaultList faults)
    {
        if (fan.Parts is < 1 or > TaskPart.Most) faults.Add("parts", $"must be a number from 1 to {TaskPart.Most}");
        else if (fan.Parts * (long)payload > MostPayload) faults.Add("parts", $"times the {payload} bytes of the payload is more than {MostPayload}: hand the parts something to find their work by");
        return new(fan.Parts) { Reduce = Reduce(fan.Reduce, check, faults), OnPartFailure = PolicyOf(fan.OnPartFailure) };
    }

    private static TaskTemplate? Reduce(Wire.TaskTemplate? reduce, Func<Wire.TaskSpec, FaultList, TaskTemplate> check, FaultList faults)
    {
        if (reduce is null) return null;
        var below = faults.Below("reduce");
        DependencyCheck.RefuseToFollow(reduce, below);
        if (reduce.FanOut is not null) below.Add("fanOut", "is not for what gathers parts: leave it out");
        if (reduce.Broadcast is not null) below.Add("broadcast", "is not for what gathers parts: leave it out");
        foreach (var (field, given) in OfTheTask(reduce))
        {
            if (given) below.Add(field, "is that of the task itself: leave it out here");
        }

        return check(reduce with { FanOut = null, Broadcast = null }, below);
    }

    private static (string Field, bool Given)[] OfTheTask(Wire.TaskTemplate reduce) =>
    [
        ("labels", reduce.Labels is not null), ("queue", reduce.Queue is not null), ("priority", reduce.Priority is not null), ("ttl", reduce.Ttl is not null),
        ("totalTimeout", reduce.TotalTimeout is not null), ("uniqueKey", reduce.UniqueKey is not null), ("uniqueFor", reduce.UniqueFor is not null),
    ];

    private static DependencyPolicy PolicyOf(Wire.WireDependencyFailure? policy) => (DependencyPolicy)(policy ?? Wire.WireDependencyFailure.Fail);
}
