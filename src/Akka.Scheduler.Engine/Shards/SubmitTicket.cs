using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>One request to create tasks, on its way: answered once, when the last of its tasks is settled.</summary>
internal sealed class SubmitTicket(int count, ActorRef<SubmitReply> replyTo)
{
    private readonly SubmittedTask[] _tasks = new SubmittedTask[count];
    private int _open = count;
    private bool _answered;

    public void Settle(int index, TaskSnapshot task, bool created)
    {
        _tasks[index] = new(task, created);
        if (--_open == 0) Answer(new SubmitReply.Accepted(_tasks));
    }

    public void Fail(SubmitReply reply) => Answer(reply);

    private void Answer(SubmitReply reply)
    {
        if (_answered) return;
        _answered = true;
        replyTo.Tell(reply);
    }
}
