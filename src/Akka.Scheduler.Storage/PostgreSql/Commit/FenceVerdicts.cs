using System.Globalization;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary>What the fence said about single shards of a group.</summary>
internal static class FenceVerdicts
{
    /// <summary>Ends the batches that the fence spoke of and takes them out of the group; the others may be sent again.</summary>
    /// <param name="group">The group that was refused.</param>
    /// <param name="verdicts">Pairs of shard and code, parted by blanks.</param>
    /// <returns>Whether any batch was taken out.</returns>
    public static bool TakeOut(List<PendingCommit> group, string verdicts)
    {
        var before = group.Count;
        foreach (var verdict in verdicts.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = verdict.Split(':');
            if (parts.Length != 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var shard)) continue;
            var at = group.FindIndex(pending => pending.Shard == shard);
            if (at < 0) continue;
            group[at].End(Outcome(parts[1]));
            group.RemoveAt(at);
        }

        return group.Count < before;
    }

    /// <summary>What a code means for its batch.</summary>
    public static CommitOutcome Outcome(string code) => code switch
    {
        ErrorClasses.AlreadyApplied => CommitOutcome.Applied.Instance,
        ErrorClasses.OtherOwner => new CommitOutcome.Fenced("the shard has another owner"),
        ErrorClasses.OtherSequence => new CommitOutcome.Fenced("the shard's log has moved on"),
        ErrorClasses.OtherPredecessor => new CommitOutcome.Fenced("another batch stands where the one before should: the store has gone back to an older state"),
        _ => new CommitOutcome.Refused($"the fence answered {code}", Transient: false),
    };
}
