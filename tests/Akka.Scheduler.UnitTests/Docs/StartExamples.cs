using System.Globalization;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.UnitTests.Docs;

/// <summary>Runs what the document says of who starts first.</summary>
internal static class StartExamples
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The keys of the tasks <c>key:priority*number</c>, in the order in which they start.</summary>
    public static string Order(SemanticsDoc.Example example, IReadOnlyList<string> options)
    {
        var turn = options.Where(option => option.StartsWith("lower-turn=", StringComparison.Ordinal)).Select(option => (int?)Number(option[11..])).SingleOrDefault();
        var lanes = new ReadyLanes(turn ?? new DispatchSettings().LowerTurn);
        var made = 0;
        foreach (var group in example.Given.Split(' '))
        {
            var (who, count) = (group.Split('*')[0].Split(':'), Number(group.Split('*')[1]));
            var priority = who.Length > 1 ? Enum.Parse<TaskPriority>(who[1], ignoreCase: true) : TaskPriority.Normal;
            var template = new TaskTemplate { Executor = "noop", FairnessKey = who[0] == "-" ? null : who[0], Priority = priority };
            for (var i = 0; i < count; i++)
                lanes.Enter(new(TaskRules.Create(new(new($"t{made}"), template, Start.AddSeconds(made++), Start)).After));
        }

        var started = new List<string>();
        while (lanes.Next() is { } next) started.Add(next.Task.Spec.Template.FairnessKey ?? "-");
        return string.Join(' ', started);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
