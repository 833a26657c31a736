using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>6: what is finished stays so, unless a client asked for another run.</summary>
internal sealed class TerminalStatesAreFinal() : Invariant(6, "A task leaves a terminal state only when a client orders it.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        var ordered = run.Orders.Where(order => order is { Kind: CommandKind.Redrive, Answer: not Answer.Refused }).ToLookup(order => order.Task);
        foreach (var (task, steps) in run.Chains())
        {
            var redrives = 0;
            foreach (var row in steps.Where(row => row.Step!.From?.IsTerminal() == true))
            {
                findings.Expect(row.Step!.Type == TransitionType.Redriven, task, $"left {row.Step.From} by {row.Step.Type}", row);
                if (row.Step.Type != TransitionType.Redriven) continue;
                findings.Expect(++redrives <= ordered[task].Count(), task, $"was run again {redrives} times, and {ordered[task].Count()} were ordered", row);
            }
        }
    }
}
