using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Tasks that were split and their parts: neither is there without the other, and a task ends when all its parts have.</summary>
/// <remarks>That each part is made once, its ledger has checked.</remarks>
internal static class SplitWatch
{
    public static IEnumerable<string> Problems(IReadOnlyDictionary<TaskId, TaskLedger> tasks)
    {
        foreach (var (id, ledger) in tasks)
        {
            if (ledger.First?.Spec.Part is { Edge: not null } part && ProblemOfPart(id, part, tasks.GetValueOrDefault(part.Of)?.Last) is { } problem) yield return problem;
            if (ledger.Last is not { Spec.IsSplit: true } whole || !whole.State.IsTerminal()) continue;
            for (var index = 0; index < whole.Spec.Parts; index++)
            {
                var name = TaskPart.IdOf(id, index);
                if (tasks.GetValueOrDefault(name) is not { Ends: [var first, ..] }) yield return $"{id} has ended, and its part {name} has not";
                else if (first.At > whole.FinishedAt) yield return $"{id} has ended at {whole.FinishedAt:O}, and its part {name} at {first.At:O}";
            }
        }
    }

    private static string? ProblemOfPart(TaskId id, TaskPart part, TaskSnapshot? whole) => whole switch
    {
        null => $"{id} is a part of {part.Of}, which is not there",
        { Spec.IsSplit: false } => $"{id} is a part of {part.Of}, which is not split",
        { Spec: var spec } when part.Index >= spec.Parts || spec.Dependencies!.On[part.Edge!.Value].Task != id => $"{id} is no part that {part.Of} was split into",
        _ => null,
    };
}
