using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>12: nothing runs before its start is durable.</summary>
internal sealed class EffectsHaveAStart() : Invariant(12, "Work begins only for an attempt whose start was committed before.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        var starts = run.Log.Where(row => row.Step is { Type: TransitionType.Started, AttemptId: not null })
            .GroupBy(row => row.Step!.AttemptId!.Value).ToDictionary(rows => rows.Key, rows => rows.First());
        foreach (var effect in run.Effects.Where(effect => !effect.Ends))
        {
            findings.Look();
            if (!starts.TryGetValue(effect.Attempt, out var start) || start.Step!.Task != effect.Task)
                findings.Fail(effect.Task, "ran an attempt that was never started", effect);
            else if (start.Step.At > effect.At + run.Tolerances.Skew)
                findings.Fail(effect.Task, "ran before its start was decided", effect, start);
        }
    }
}
