using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;
using static Akka.Scheduler.TestKit.Checking.Damages.Damage;

namespace Akka.Scheduler.TestKit.Checking.Damages;

/// <summary>Falsifies attempts, and what the work itself wrote down.</summary>
internal static class WorkDamages
{
    private static readonly AttemptId Unknown = new(new Guid(0xBAD, 0, 0, new byte[8]));

    public static IReadOnlyList<Damage> All { get; } =
    [
        new(11, "an attempt has another number", run =>
            run.Log.FirstOrDefault(row => row.Step?.Type == TransitionType.Started) is { } start
                ? run with { Log = Replace(run.Log, start, start with { Step = start.Step! with { Attempt = start.Step.Attempt + 1 } }) }
                : null),
        new(11, "two attempts have one id", SameId),
        new(12, "an attempt runs that was never started", run => Begun(run) is { } effect ? run with { Effects = [.. run.Effects, effect with { Attempt = Unknown }] } : null),
        new(12, "an attempt runs before its start", run => Begun(run) is { } effect ? run with { Effects = Replace(run.Effects, effect, effect with { At = effect.At.AddHours(-1) }) } : null),
        new(13, "an attempt runs twice", run => Begun(run) is { } effect ? run with { Effects = [.. run.Effects, effect with { }] } : null),
        new(14, "a task that runs at most once runs twice", run =>
            run.Effects.Where(effect => !effect.Ends).GroupBy(effect => effect.Task)
                .FirstOrDefault(runs => runs.DistinctBy(effect => effect.Attempt).Count() > 1 + run.StepsByTask.GetValueOrDefault(runs.Key, []).Count(row => row.Step!.Type == TransitionType.Redriven)) is { } twice
            && run.TaskById.GetValueOrDefault(twice.Key) is { } row
                ? run with { Tasks = Replace(run.Tasks, row, Once(row)) }
                : null),
        new(15, "an attempt runs after its end", run =>
            run.Effects.FirstOrDefault(effect => !effect.Ends && run.StepsByTask.GetValueOrDefault(effect.Task, []).Any(row => row.Step is { From: TaskState.Running, To: not TaskState.Running } step && step.AttemptId == effect.Attempt)) is { } effect
                ? run with { Effects = Replace(run.Effects, effect, effect with { At = effect.At.AddDays(1) + run.Tolerances.LongestPause }) }
                : null),
        new(16, "a success was not done", run =>
            run.Effects.FirstOrDefault(effect => effect.Ends && run.StepsByTask.GetValueOrDefault(effect.Task, []).Any(row => row.Step!.Type == TransitionType.Succeeded && row.Step.AttemptId == effect.Attempt)) is { } effect
                ? run with { Effects = Without(run.Effects, effect) }
                : null),
    ];

    private static Effect? Begun(RunHistory run) => run.Effects.FirstOrDefault(effect => !effect.Ends
        && run.TaskById.GetValueOrDefault(effect.Task)?.Task.Spec.Template.Delivery == DeliveryGuarantee.AtLeastOnce);

    private static TaskRow Once(TaskRow row) => row with
    {
        Task = row.Task with { Spec = row.Task.Spec with { Template = row.Task.Spec.Template with { Delivery = DeliveryGuarantee.AtMostOnce } } },
    };

    private static RunHistory? SameId(RunHistory run)
    {
        var withEffects = run.Effects.Select(effect => effect.Attempt).ToHashSet();
        var starts = run.Log.Where(row => row.Step is { Type: TransitionType.Started, AttemptId: { } id } && !withEffects.Contains(id)).Take(2).ToList();
        if (starts.Count < 2) return null;
        var (id, other) = (starts[0].Step!.AttemptId, starts[1].Step!.AttemptId);
        return run with { Log = [.. run.Log.Select(row => row.Step?.AttemptId == other ? row with { Step = row.Step! with { AttemptId = id } } : row)] };
    }
}
