using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

/// <summary>Tasks that wait for each other without a ring, and how each of them must end: worked out from its parents' ends alone, whatever came first.</summary>
internal sealed class RandomGraph
{
    private readonly Dictionary<TaskId, TaskState> _ends = [];

    /// <param name="random">What it is drawn from.</param>
    /// <param name="count">How many tasks.</param>
    public RandomGraph(Random random, int count)
    {
        var tasks = new List<GraphTask>();
        for (var i = 0; i < count; i++)
        {
            // A task has conditions on all of its parents or on none: with both, what comes first decides how it ends.
            var hasConditions = random.Next(3) == 0;
            Dependency[] on = [.. tasks.OrderBy(_ => random.Next()).Take(random.Next(4)).Select(parent =>
                new Dependency(parent.Id, hasConditions ? (DependencyCondition)random.Next(1, 4) : DependencyCondition.ByPolicy))];
            var task = new GraphTask(new($"t{i}"), on, (DependencyPolicy)random.Next(3), Fails: random.Next(3) == 0);
            tasks.Add(task);
            _ends.Add(task.Id, EndOf(task));
        }

        Tasks = tasks;
    }

    /// <summary>The tasks, each behind those that it waits for.</summary>
    public IReadOnlyList<GraphTask> Tasks { get; }

    /// <summary>How a task must end.</summary>
    public TaskState End(TaskId task) => _ends[task];

    /// <summary>Whether a task must run.</summary>
    public bool Runs(GraphTask task) => task.On.All(each => Lets(task, each));

    private TaskState EndOf(GraphTask task)
    {
        if (Runs(task)) return task.Fails ? TaskState.Failed : TaskState.Succeeded;
        var byPolicy = task.On.All(each => each.When == DependencyCondition.ByPolicy);
        return byPolicy && task.Policy == DependencyPolicy.Fail ? TaskState.Failed : TaskState.Cancelled;
    }

    private bool Lets(GraphTask task, Dependency on) => on.When switch
    {
        DependencyCondition.ByPolicy => task.Policy == DependencyPolicy.Run || _ends[on.Task] == TaskState.Succeeded,
        DependencyCondition.Success => _ends[on.Task] == TaskState.Succeeded,
        DependencyCondition.Failure => _ends[on.Task] != TaskState.Succeeded,
        _ => true,
    };
}

/// <summary>A task of a graph.</summary>
/// <param name="Id">Its id.</param>
/// <param name="On">What it waits for.</param>
/// <param name="Policy">What it does when one of them does not succeed.</param>
/// <param name="Fails">Whether its work fails.</param>
internal sealed record GraphTask(TaskId Id, IReadOnlyList<Dependency> On, DependencyPolicy Policy, bool Fails)
{
    /// <summary>What it waits for, as a task says it.</summary>
    public TaskDependencies? Dependencies => On.Count == 0 ? null : new(On, Policy);
}
