using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>28: once all is healed, everything moves on.</summary>
internal sealed class RunsComeToRest()
    : Invariant(28, "After the faults are over, whatever is due ends or waits for its back-off, inboxes are empty, every shard has one owner that is up, and work starts on time.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        if (run.HealedAt is not { } healed) return;
        foreach (var row in run.Tasks)
        {
            var waits = row.Task.State.IsWaiting() && row.Task.NextStartAt > run.EndedAt - run.Tolerances.HealedGrace;
            findings.Expect(row.Task.State.IsTerminal() || waits, row.Task.Id, $"is {row.Task.State} at the end, and was to start at {row.Task.NextStartAt:O}");
        }

        foreach (var row in run.Inbox) findings.Fail(row.Task, "is still in an inbox", row);
        CheckOwners(run, findings);
        CheckLag(run, healed + run.Tolerances.HealedGrace, findings);
    }

    private static void CheckOwners(RunHistory run, Findings findings)
    {
        var up = run.Nodes.Where(node => node.State == NodeRow.Up).Select(node => node.Incarnation).ToHashSet();
        foreach (var shard in run.Shards)
            findings.Expect(shard.OwnerInc is { } owner && up.Contains(owner), $"shard {shard.Shard}", "has no owner that is up", shard);
    }

    private static void CheckLag(RunHistory run, DateTimeOffset from, Findings findings)
    {
        // What waits for others, or for its turn under a limit, starts when it may.
        var limited = run.Limits.Select(limit => limit.Queue).ToHashSet();
        var lags = run.Chains()
            .Where(chain => run.TaskById.GetValueOrDefault(chain.Task) is not { } row
                || (row.Dependencies is null && row.Task.Spec.Template.Limit is null && !limited.Contains(row.Task.Spec.Template.Queue)))
            .Select(chain => (Due: run.TaskById.GetValueOrDefault(chain.Task)?.Task.Spec.DueAt, chain.Steps))
            .Where(chain => chain.Due >= from && !chain.Steps.Any(row => row.Step!.Type is TransitionType.Changed or TransitionType.Redriven))
            .Select(chain => chain.Steps.FirstOrDefault(row => row.Step!.Type == TransitionType.Started)?.Step!.At - chain.Due)
            .OfType<TimeSpan>().Order().ToList();
        if (lags.Count == 0) return;
        var p99 = lags[(int)Math.Ceiling(lags.Count * 0.99) - 1];
        findings.Expect(p99 <= run.Tolerances.HealedLag, "lag", $"of {lags.Count} tasks due after the healing, one in a hundred started {p99} late or later");
    }
}
