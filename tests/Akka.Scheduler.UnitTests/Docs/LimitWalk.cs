using System.Globalization;
using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Testing.Simulation;
using Akka.Scheduler.UnitTests.Engine;

namespace Akka.Scheduler.UnitTests.Docs;

/// <summary>Tasks under limits that are led through a block, on a whole node in virtual time.</summary>
internal sealed class LimitWalk
{
    private readonly Dictionary<string, TimeSpan> _lasts = [];
    private readonly SimulatedNode _node = new(1);
    private readonly DateTimeOffset _midnight;

    public LimitWalk()
    {
        _node.Executor.Script = attempt => ScriptedAttempt.Succeeds(_lasts[attempt.Task.Value]);
        _node.StartServing();
        _node.Advance(10);
        _midnight = _node.Now - TimeSpan.FromHours(8);
    }

    /// <summary>Does what a line says, <c>hh:mm:ss what</c>, and says how the tasks stand that it names.</summary>
    public string Step(SemanticsDoc.Example example)
    {
        var words = example.Given.Split(' ');
        var at = _midnight + TimeSpan.Parse(words[0], CultureInfo.InvariantCulture);
        if (at > _node.Now) _node.Simulation.Advance(at - _node.Now);
        switch (words[1])
        {
            case "submit": Submit(words); break;
            case "limit": _node.Change(words[2], new QueueChange.Limit((int?)Number(words, "concurrency"), Number(words, "rate"))); break;
            case "look": break;
            default: throw new InvalidOperationException($"line {example.Line}: nobody knows how to '{words[1]}'");
        }

        _node.Advance(0.3);
        if (words[1] == "limit") return "set";
        return string.Join(", ", words[2].Split(',').Select(id => StatusOf(id)));
    }

    private void Submit(string[] words)
    {
        foreach (var id in words[2].Split(','))
        {
            _lasts[id] = TimeSpan.FromSeconds(Number(words, "lasts") ?? 0);
            _node.Submit(_node.New(id, change: template => template with
            {
                Queue = Text(words, "queue") ?? TaskTemplate.DefaultQueue,
                Priority = Text(words, "priority") is { } priority ? Enum.Parse<TaskPriority>(priority, ignoreCase: true) : TaskPriority.Normal,
                Limit = Text(words, "key") is { } key ? new(key, (int?)Number(words, "max"), Number(words, "rate")) : null,
            }));
            _node.Advance(0.01);
        }
    }

    private string StatusOf(string id)
    {
        var task = _node.Store.State.Shards.Values.SelectMany(shard => shard.Live.Values.Concat(shard.Archive.Values)).Single(task => task.Id.Value == id);
        return task.State.IsWaiting() ? "waits" : TaskStatusText.Of(task.State);
    }

    private static string? Text(string[] words, string name) =>
        words.SingleOrDefault(word => word.StartsWith($"{name}=", StringComparison.Ordinal)) is { } word ? word[(name.Length + 1)..] : null;

    private static double? Number(string[] words, string name) => Text(words, name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
}
