using Akka.Scheduler.Domain.Timing;

namespace Akka.Scheduler.UnitTests.Domain.Timing;

/// <summary>The same rules over one list that is sorted at every step: slow, and plain enough to be read as the specification.</summary>
internal sealed class NaiveTtlQueue(TtlQueueOptions options)
{
    private readonly List<Row> _rows = [];
    private long _order;
    private long _token;

    public int Waiting => _rows.Count(row => row.Mode == 'w');

    public int Pending => _rows.Count(row => row.Mode != 'w');

    public DateTimeOffset? NextDeadline => Ordered('w').FirstOrDefault()?.Deadline;

    public bool Set(int key, DateTimeOffset deadline)
    {
        var before = NextDeadline;
        Remove(key);
        _rows.Add(new Row { Key = key, Deadline = deadline, At = deadline, Order = _order++ });
        return NextDeadline != before;
    }

    public bool Remove(int key) => _rows.RemoveAll(row => row.Key == key) == 1;

    public bool Complete(int key, long token) => _rows.RemoveAll(row => row.Key == key && row.Mode != 'w' && row.Token == token) == 1;

    public bool Fail(int key, long token, DateTimeOffset now)
    {
        if (_rows.Find(row => row.Key == key && row.Mode == 'f' && row.Token == token) is not { } found) return false;
        found.Mode = 'r';
        found.At = now + options.RetryDelay + TimeSpan.FromTicks(1);
        return true;
    }

    public void RoleChange() => _rows.ForEach(Wait);

    public (List<(int Key, long Token)> Fired, TtlPass Pass) Run(DateTimeOffset now, Func<int, bool> throws)
    {
        var again = Ordered('f', 'r').Where(row => row.At <= now).Take(options.RetryBatch).ToList();
        again.ForEach(Wait);
        var fired = new List<(int, long)>();
        while (fired.Count < options.FireBatch && InFlight < options.MaxPending && Due(now) is { } row)
        {
            row.Mode = 'f';
            row.Token = ++_token;
            row.At = now + options.PendingDeadline;
            fired.Add((row.Key, row.Token));
            if (throws(row.Key)) Fail(row.Key, row.Token, now);
        }

        var blocked = InFlight >= options.MaxPending && Due(now) is not null;
        var modes = blocked ? "fr" : "wfr";
        var wake = Ordered(modes.ToCharArray()).Select(row => row.At - now).Append(options.DefaultDelay).Min();
        return (fired, new TtlPass(fired.Count, again.Count, wake < TimeSpan.Zero ? TimeSpan.Zero : wake, blocked));
    }

    private int InFlight => _rows.Count(row => row.Mode == 'f');

    private Row? Due(DateTimeOffset now) => Ordered('w').FirstOrDefault(row => row.Deadline <= now);

    private IEnumerable<Row> Ordered(params char[] modes) =>
        _rows.Where(row => modes.Contains(row.Mode)).OrderBy(row => row.At).ThenBy(row => row.Order);

    private static void Wait(Row row) => (row.Mode, row.At) = ('w', row.Deadline);

    private sealed class Row
    {
        public required int Key { get; init; }

        public required DateTimeOffset Deadline { get; init; }

        public required long Order { get; init; }

        public DateTimeOffset At { get; set; }

        public long Token { get; set; }

        /// <summary><c>w</c>aiting, in <c>f</c>light or <c>r</c>esting.</summary>
        public char Mode { get; set; } = 'w';
    }
}
