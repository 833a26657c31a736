namespace Akka.Scheduler.Cluster.Membership;

/// <summary>How long each member has been seen without a sign of life, by the observer's own monotonic clock.</summary>
/// <remarks>
/// <para>A sign of life is another renewal count in the member's row. No wall clock is compared, the member's least of all.</para>
/// <para>Time counts only between reads that succeeded, and no more than <c>longestGap</c> for each: an observer that could not see, or slept,
/// does not blame the others for it. So a store that is away makes nobody look dead.</para>
/// </remarks>
/// <param name="longestGap">The most that the time between two reads counts for.</param>
public sealed class Suspicion(TimeSpan longestGap)
{
    private Dictionary<NodeIncarnation, Watched> _members = [];
    private TimeSpan? _lastRead;

    /// <summary>Takes a successful read in.</summary>
    /// <param name="members">All rows.</param>
    /// <param name="now">The observer's monotonic time since any fixed moment.</param>
    public void Observe(IReadOnlyList<MemberRow> members, TimeSpan now)
    {
        var passed = _lastRead is { } last ? Least(now - last, longestGap) : TimeSpan.Zero;
        var seen = new Dictionary<NodeIncarnation, Watched>();
        foreach (var member in members)
        {
            if (!member.State.Lives()) continue;
            var stood = _members.TryGetValue(member.Node, out var before) && before.RenewSeq == member.RenewSeq;
            seen[member.Node] = new(member.RenewSeq, stood ? before.Silent + passed : TimeSpan.Zero);
        }

        (_members, _lastRead) = (seen, now);
    }

    /// <summary>How long a member's counter has stood still; zero for one that is not known.</summary>
    public TimeSpan SilenceOf(NodeIncarnation node) => _members.GetValueOrDefault(node).Silent;

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private readonly record struct Watched(long RenewSeq, TimeSpan Silent);
}
