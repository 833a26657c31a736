using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>One request to create tasks, on its way: answered once, when the last of its tasks is settled. Each of them ends by itself.</summary>
internal sealed class SubmitTicket(int count, ActorRef<SubmitReply> replyTo)
{
    private readonly SubmitResult?[] _tasks = new SubmitResult?[count];
    private int _open = count;
    private int _durable;

    /// <summary>One of the tasks has its end. A second end of the same task is not heard.</summary>
    public void Settle(int index, SubmitResult end)
    {
        if (_tasks[index] is not null) return;
        _tasks[index] = end;
        if (end is SubmitResult.Accepted) _durable++;
        if (--_open == 0) replyTo.Tell(Answer());
    }

    private SubmitReply Answer()
    {
        if (_durable < _tasks.Length) return new SubmitReply.Each(_tasks!);
        var made = new SubmittedTask[_tasks.Length];
        for (var i = 0; i < made.Length; i++)
        {
            var accepted = (SubmitResult.Accepted)_tasks[i]!;
            made[i] = new(accepted.Task, accepted.Created);
        }

        return new SubmitReply.Accepted(made);
    }
}
