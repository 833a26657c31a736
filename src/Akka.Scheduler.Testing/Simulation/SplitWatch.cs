using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Tasks that were split and their parts: neither is there without the other, and a task ends, each time, when all the parts have that it has by then.</summary>
/// <remarks>That each part is made once, its ledger has checked.</remarks>
internal static class SplitWatch
{
    public static IEnumerable<string> Problems(IReadOnlyDictionary<TaskId, TaskLedger> tasks)
    {
        foreach (var (id, ledger) in tasks)
        {
            if (ledger.First?.Spec.Part is { Edge: not null } part && ProblemOfPart(id, part, tasks.GetValueOrDefault(part.Of)) is { } problem) yield return problem;
            foreach (var (at, parts) in ledger.Gatherings)
            {
                foreach (var name in parts)
                {
                    if (tasks.GetValueOrDefault(name) is not { Ends: [var first, ..] }) yield return $"{id} has ended, and its part {name} has not";
                    else if (first.At > at) yield return $"{id} has ended at {at:O}, and its part {name} at {first.At:O}";
                }
            }
        }
    }

    private static string? ProblemOfPart(TaskId id, TaskPart part, TaskLedger? whole) => whole switch
    {
        null => $"{id} is a part of {part.Of}, which is not there",
        { Last: not { Spec.IsSplit: true } } => $"{id} is a part of {part.Of}, which is not split",
        _ when !whole.Parts.Contains(id) => $"{id} is no part that {part.Of} was split into",
        _ => null,
    };
}
