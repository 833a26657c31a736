using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Reads from the logs of all shards, in the order in which the store applied them, that no two live tasks ever had one unique key.</summary>
internal static class UniqueWatch
{
    public static IEnumerable<string> Problems(StoreState state)
    {
        var live = new Dictionary<string, HashSet<TaskId>>(StringComparer.Ordinal);
        var kept = new Dictionary<string, (TaskId Task, DateTimeOffset Until)>(StringComparer.Ordinal);
        // Of one batch, what ends comes before what begins.
        foreach (var (_, at, change, key) in Changes(state).OrderBy(each => each.Place).ThenBy(each => each.Change.Kind != ChangeKind.Archive))
        {
            if (!live.TryGetValue(key, out var holders)) live.Add(key, holders = []);
            var task = change.After.Id;
            if (change.Kind == ChangeKind.Archive)
            {
                holders.Remove(task);
                if (UniqueRules.TakenUntil(change.After) is { } until) kept[key] = (task, until);
                continue;
            }

            if (holders.FirstOrDefault(holder => holder != task) is { IsEmpty: false } other) yield return $"unique key {key}: {task} and {other} were live at once";
            if (kept.TryGetValue(key, out var former) && former.Task != task && at < former.Until) yield return $"unique key {key}: {task} took it before {former.Until:O}";
            kept.Remove(key);
            holders.Add(task);
        }
    }

    private static IEnumerable<(long Place, DateTimeOffset At, TaskChange Change, string Key)> Changes(StoreState state) =>
        from shard in state.Shards.Values
        from entry in shard.Log.OfType<ShardLogEntry.Tasks>()
        from change in entry.Content.Changes
        where change.Kind is ChangeKind.Insert or ChangeKind.Restore or ChangeKind.Archive
        let key = change.After.Spec.Template.UniqueKey
        where key is not null
        select (entry.Place, entry.At, change, key);
}
