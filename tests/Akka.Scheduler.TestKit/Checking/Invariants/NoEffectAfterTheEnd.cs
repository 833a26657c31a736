using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>15: what is over does not begin. A paused process may begin late by its pause.</summary>
internal sealed class NoEffectAfterTheEnd() : Invariant(15, "Work does not begin after its attempt has ended, beyond a grant's age and the longest pause.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        var ends = run.Log.Where(row => row.Step is { From: TaskState.Running, AttemptId: not null } step && step.To != TaskState.Running)
            .GroupBy(row => row.Step!.AttemptId!.Value).ToDictionary(rows => rows.Key, rows => rows.First());
        var late = run.Tolerances.Grant + run.Tolerances.LongestPause + run.Tolerances.Skew;
        foreach (var effect in run.Effects.Where(effect => !effect.Ends))
        {
            findings.Look();
            if (ends.TryGetValue(effect.Attempt, out var end) && effect.At > end.Step!.At + late)
                findings.Fail(effect.Task, $"began {effect.At - end.Step.At} after the end of its attempt", end, effect);
        }
    }
}
