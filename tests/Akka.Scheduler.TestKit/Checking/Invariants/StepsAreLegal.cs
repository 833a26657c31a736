using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>5: only steps of the table happen. Those out of a terminal state are left to <see cref="TerminalStatesAreFinal"/>.</summary>
internal sealed class StepsAreLegal() : Invariant(5, "Every step is in the table of legal steps.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var row in run.Log)
        {
            if (row.Step is not { } step || step.From?.IsTerminal() == true) continue;
            findings.Expect(TaskTransitions.IsLegal(new(step.From, step.Type, step.To)), step.Task, $"{step.From} → {step.Type} → {step.To} is not legal", row);
        }
    }
}
