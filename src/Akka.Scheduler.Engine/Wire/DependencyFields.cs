using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>What a task waits for, on the wire.</summary>
internal static class DependencyFields
{
    private const int LeastSize = 2;

    public static void Write(this ref WireWriter to, TaskDependencies dependencies)
    {
        to.Byte((byte)dependencies.Policy);
        to.Count(dependencies.On.Count);
        foreach (var (task, when) in dependencies.On)
        {
            to.Write(task);
            to.Byte((byte)when);
        }
    }

    public static TaskDependencies Dependencies(this ref WireReader from)
    {
        var policy = (DependencyPolicy)from.Choice((byte)DependencyPolicy.Cancel, "policy");
        var on = new Dependency[from.CountOf(LeastSize)];
        for (var i = 0; i < on.Length; i++) on[i] = new(from.TaskId(), (DependencyCondition)from.Choice((byte)DependencyCondition.End, "condition"));
        return new(on, policy);
    }
}
