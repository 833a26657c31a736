using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class ShardFormat : MessageFormat<ShardMessage>
{
    private const byte Submit = 0;
    private const byte Apply = 1;
    private const byte AttemptEnded = 3;
    private const byte AttemptUnknown = 4;
    private const byte InboxHasRows = 5;
    private const byte StillRunning = 7;
    private const byte AskAfter = 8;
    private const byte Limit = 9;
    private const byte Follow = 10;
    private const byte Followed = 11;
    private const byte SignalsWait = 12;
    private const byte Recall = 13;
    private const int LeastEdge = 3;
    private const int LeastAnswer = 4;
    private const int LeastNote = 19;
    private const int LeastNewTask = 24;

    public override byte Family => 1;

    public override void Write(ref WireWriter to, ShardMessage message)
    {
        switch (message)
        {
            case ShardMessage.Submit submit:
                to.Byte(Submit);
                WriteTasks(ref to, submit.Tasks);
                to.Actor(submit.ReplyTo);
                break;
            case ShardMessage.Apply apply:
                to.Byte(Apply);
                to.Write(apply.Task);
                to.Write(apply.Command);
                to.Actor(apply.ReplyTo);
                break;
            case ShardMessage.AttemptEnded ended:
                to.Byte(AttemptEnded);
                to.Write(ended.Task);
                to.Write(ended.Attempt);
                to.Write(ended.Outcome);
                to.Actor(ended.Worker);
                break;
            case ShardMessage.AttemptUnknown unknown:
                to.Byte(AttemptUnknown);
                to.Write(unknown.Task);
                to.Write(unknown.Attempt);
                to.Node(unknown.Worker);
                break;
            case ShardMessage.StillRunning running:
                to.Byte(StillRunning);
                to.Node(running.Worker);
                WriteNotes(ref to, running.Attempts);
                break;
            case ShardMessage.AskAfter ask:
                to.Byte(AskAfter);
                to.Write(ask.Task);
                to.Actor(ask.ReplyTo);
                break;
            case ShardMessage.InboxHasRows: to.Byte(InboxHasRows); break;
            case ShardMessage.Follow follow:
                to.Byte(Follow);
                to.Count(follow.ChildShard);
                WriteEdges(ref to, follow.Edges);
                break;
            case ShardMessage.Followed followed:
                to.Byte(Followed);
                WriteAnswers(ref to, followed.Answers);
                break;
            case ShardMessage.SignalsWait: to.Byte(SignalsWait); break;
            case ShardMessage.Recall recall:
                to.Byte(Recall);
                to.Count(recall.Parts.Count);
                foreach (var part in recall.Parts) to.Write(part);
                break;
            case ShardMessage.Limit limit:
                to.Byte(Limit);
                to.Write(limit.Message);
                break;
            default: throw StaysHere(message);
        }
    }

    public override ShardMessage Read(ref WireReader from) => from.Byte() switch
    {
        Submit => new ShardMessage.Submit(ReadTasks(ref from), from.Actor<SubmitReply>()),
        Apply => new ShardMessage.Apply(from.TaskId(), from.Command(), from.Actor<CommandReply>()),
        AttemptEnded => new ShardMessage.AttemptEnded(from.TaskId(), from.AttemptId(), from.Outcome(), from.Actor<WorkerMessage>()),
        AttemptUnknown => new ShardMessage.AttemptUnknown(from.TaskId(), from.AttemptId(), from.Node()),
        StillRunning => new ShardMessage.StillRunning(from.Node(), ReadNotes(ref from)),
        AskAfter => new ShardMessage.AskAfter(from.TaskId(), from.Actor<AttemptStanding>()),
        InboxHasRows => ShardMessage.InboxHasRows.Instance,
        Follow => new ShardMessage.Follow(from.Count(), ReadEdges(ref from)),
        Followed => new ShardMessage.Followed(ReadAnswers(ref from)),
        SignalsWait => ShardMessage.SignalsWait.Instance,
        Recall => new ShardMessage.Recall(ReadIds(ref from)),
        Limit => new ShardMessage.Limit(from.LimitMessage()),
        var other => throw Unknown(other),
    };

    private static TaskId[] ReadIds(ref WireReader from)
    {
        var ids = new TaskId[from.CountOf(1)];
        for (var i = 0; i < ids.Length; i++) ids[i] = from.TaskId();
        return ids;
    }

    private static void WriteNotes(ref WireWriter to, IReadOnlyList<RunningNote> notes)
    {
        to.Count(notes.Count);
        foreach (var note in notes)
        {
            to.Write(note.Task);
            to.Write(note.Attempt);
            to.Write(note.Progress);
        }
    }

    private static RunningNote[] ReadNotes(ref WireReader from)
    {
        var notes = new RunningNote[from.CountOf(LeastNote)];
        for (var i = 0; i < notes.Length; i++) notes[i] = new(from.TaskId(), from.AttemptId(), from.Progress());
        return notes;
    }

    private static void WriteEdges(ref WireWriter to, IReadOnlyList<FollowEdge> edges)
    {
        to.Count(edges.Count);
        foreach (var edge in edges)
        {
            to.Write(edge.Parent);
            to.Write(edge.Child);
            to.Count(edge.Edge);
        }
    }

    private static FollowEdge[] ReadEdges(ref WireReader from)
    {
        var edges = new FollowEdge[from.CountOf(LeastEdge)];
        for (var i = 0; i < edges.Length; i++) edges[i] = new(from.TaskId(), from.TaskId(), from.Count());
        return edges;
    }

    private static void WriteAnswers(ref WireWriter to, IReadOnlyList<FollowAnswer> answers)
    {
        to.Count(answers.Count);
        foreach (var answer in answers)
        {
            to.Write(answer.Child);
            to.Count(answer.Edge);
            to.Flag(answer.End is not null);
            if (answer.End is { } end) to.Byte((byte)end);
            to.Flag(answer.Missing);
        }
    }

    private static FollowAnswer[] ReadAnswers(ref WireReader from)
    {
        var answers = new FollowAnswer[from.CountOf(LeastAnswer)];
        for (var i = 0; i < answers.Length; i++) answers[i] = new(from.TaskId(), from.Count(), from.Flag() ? from.State() : null, from.Flag());
        return answers;
    }

    private static void WriteTasks(ref WireWriter to, IReadOnlyList<NewTask> tasks)
    {
        to.Count(tasks.Count);
        foreach (var task in tasks)
        {
            to.Write(task.Spec);
            to.Byte((byte)(((byte)task.OnConflict << 1) | (task.IdChosenByCaller ? 1 : 0)));
        }
    }

    private static NewTask[] ReadTasks(ref WireReader from)
    {
        var tasks = new NewTask[from.CountOf(LeastNewTask)];
        for (var i = 0; i < tasks.Length; i++)
        {
            var spec = from.Spec();
            var how = from.Choice(((byte)KeyConflict.Replace << 1) | 1, "way to make a task");
            tasks[i] = new(spec, (how & 1) == 1) { OnConflict = (KeyConflict)(how >> 1) };
        }

        return tasks;
    }
}
