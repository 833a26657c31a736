using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>Lists the lanes of a shard in which anything waits: a loose scan of their index, one descent for each lane.</summary>
internal static class WaitingLanes
{
    // Before all names of queues.
    private static readonly LaneKey First = new("", 0, 0);

    public static List<LaneKey> Of(Session session, long shard)
    {
        var lanes = new List<LaneKey>();
        for (var last = Next(session, shard, First); last is { } lane; last = Next(session, shard, lane)) lanes.Add(lane);
        return lanes;
    }

    private static LaneKey? Next(Session session, long shard, LaneKey after) => session["next_lane"]
        .Set(1, shard)
        .Set(2, after.Queue)
        .Set(3, after.Bucket)
        .Set(4, (long)after.Priority)
        .First(static row => (LaneKey?)new LaneKey(row.Text(0), (int)row.Number(1), (TaskPriority)row.Number(2)));
}
