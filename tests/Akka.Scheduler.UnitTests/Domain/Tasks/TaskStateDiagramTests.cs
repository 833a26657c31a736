using System.Text.RegularExpressions;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

public sealed partial class TaskStateDiagramTests
{
    [Fact]
    public void The_diagram_draws_exactly_the_table_of_legal_steps()
    {
        var text = File.ReadAllText(Path.Combine(SolutionRoot.Find(), "src/Akka.Scheduler.Domain/Tasks/TaskStateDiagram.md"));
        var drawn = Arrow().Matches(text)
            .Select(arrow => new TaskTransitions.Step(StateOf(arrow.Groups["from"].Value), Enum.Parse<TransitionType>(arrow.Groups["type"].Value), StateOf(arrow.Groups["to"].Value)!.Value))
            .ToArray();
        drawn.ShouldBe(TaskTransitions.All, ignoreOrder: true);
    }

    private static TaskState? StateOf(string name) => name == "[*]" ? null : Enum.Parse<TaskState>(name);

    [GeneratedRegex(@"^\s*(?<from>\[\*\]|\w+) --> (?<to>\w+): (?<type>\w+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Arrow();
}
