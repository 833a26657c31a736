using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

/// <summary>Random graphs end as their edges say, in whatever order, in however many pieces and however often the news of their ends come.</summary>
public sealed class RandomGraphTests
{
    private const int Graphs = 400;
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_task_of_a_graph_ends_as_its_parents_ends_demand()
    {
        var seen = new HashSet<(TaskState, bool)>();
        for (var seed = 0; seed < Graphs; seed++)
        {
            var random = new Random(seed);
            var graph = new RandomGraph(random, random.Next(2, 25));
            var ended = Walk(graph, random);
            foreach (var task in graph.Tasks)
            {
                ended[task.Id].State.ShouldBe(graph.End(task.Id), $"seed {seed}, {task}");
                (ended[task.Id].Attempt > 0).ShouldBe(graph.Runs(task), $"seed {seed}, {task}");
                seen.Add((graph.End(task.Id), graph.Runs(task)));
            }
        }

        seen.ShouldBe([(TaskState.Succeeded, true), (TaskState.Failed, true), (TaskState.Failed, false), (TaskState.Cancelled, false)], ignoreOrder: true);
    }

    private static Dictionary<TaskId, TaskSnapshot> Walk(RandomGraph graph, Random random)
    {
        var template = new TaskTemplate { Executor = "script", Retry = RetryPolicy.None };
        var plans = graph.Tasks.ToDictionary(task => task.Id);
        var tasks = graph.Tasks.ToDictionary(task => task.Id, task => TaskRules.Create(new(task.Id, template, T0, T0) { Dependencies = task.Dependencies }).After);
        var news = new List<(TaskId Child, Settlement End)>();
        while (tasks.Values.Any(task => !task.State.IsTerminal()))
        {
            var ready = tasks.Values.Where(task => task is { State: TaskState.Pending, Blocked: 0 }).ToList();
            foreach (var blocked in tasks.Values.Where(task => task.Blocked > 0)) TaskRules.Start(blocked, new(Guid.NewGuid()), new("w"), 1, T0).ShouldBeNull();
            if (ready.Count > 0 && (news.Count == 0 || random.Next(2) == 0)) Note(Run(ready[random.Next(ready.Count)], plans, random));
            else foreach (var ended in Tell(news, tasks, random)) Note(ended);
        }

        return tasks;

        void Note(TaskSnapshot task)
        {
            tasks[task.Id] = task;
            if (!task.State.IsTerminal()) return;
            news.AddRange(graph.Tasks.SelectMany(child => child.On.Select((on, edge) => (child, on, edge)))
                .Where(each => each.on.Task == task.Id).Select(each => (each.child.Id, new Settlement(each.edge, task.State))));
        }
    }

    private static TaskSnapshot Run(TaskSnapshot task, Dictionary<TaskId, GraphTask> plans, Random random)
    {
        var started = TaskRules.Start(task, new(new Guid(random.Next(), 1, 1, new byte[8])), new("w"), 1, T0)!.After;
        AttemptOutcome outcome = plans[task.Id].Fails ? new AttemptOutcome.Failed("boom", null) : new AttemptOutcome.Succeeded(null);
        return AttemptRules.Finish(started, started.Open!.Id, outcome, T0, 0).After;
    }

    // Some of the news of one child, in any order; and some of them stay to be said again.
    private static List<TaskSnapshot> Tell(List<(TaskId Child, Settlement End)> news, Dictionary<TaskId, TaskSnapshot> tasks, Random random)
    {
        var child = news[random.Next(news.Count)].Child;
        var told = news.Where(each => each.Child == child).OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToList();
        foreach (var each in told.Where(_ => random.Next(3) > 0)) news.Remove(each);
        return DependencyRules.Settle(tasks[child], [.. told.Select(each => each.End)], T0) is { } step ? [step.After] : [];
    }
}
