using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>22: a cancellation that was acknowledged holds.</summary>
internal sealed class CancelledTasksDoNotStart() : Invariant(22, "After an acknowledged cancellation no attempt starts, unless the task is ordered to run again.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var order in run.Orders)
        {
            if (order is not { Kind: CommandKind.Cancel, Answer: Answer.Acknowledged, AnsweredAt: { } answered }) continue;
            findings.Look();
            var later = run.StepsByTask.GetValueOrDefault(order.Task, [])
                .FirstOrDefault(row => row.Step!.At > answered + run.Tolerances.Skew && row.Step.Type is TransitionType.Started or TransitionType.Redriven);
            if (later?.Step!.Type == TransitionType.Started) findings.Fail(order.Task, "started after its cancellation was acknowledged", order, later);
        }
    }
}
