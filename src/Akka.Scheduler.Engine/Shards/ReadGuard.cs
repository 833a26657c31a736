using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Remembers which tasks were committed while a read of the store was under way: what the read says of those may be old.</summary>
internal sealed class ReadGuard
{
    private readonly List<ReadTicket> _open = [];

    /// <summary>A read begins.</summary>
    public ReadTicket Begin()
    {
        var ticket = new ReadTicket();
        _open.Add(ticket);
        return ticket;
    }

    /// <summary>A read has ended; the ticket may be asked a last time.</summary>
    public void End(ReadTicket ticket) => _open.Remove(ticket);

    /// <summary>A step of <paramref name="task"/> was committed.</summary>
    public void Touch(TaskId task)
    {
        foreach (var ticket in _open) ticket.Touch(task);
    }
}

/// <summary>One read of the store.</summary>
internal sealed class ReadTicket
{
    private HashSet<TaskId>? _touched;

    /// <summary>Whether what the read says of <paramref name="task"/> may be old.</summary>
    public bool IsStale(TaskId task) => _touched is not null && _touched.Contains(task);

    internal void Touch(TaskId task) => (_touched ??= []).Add(task);
}
