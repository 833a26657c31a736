using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Docs;

public sealed class SemanticsDocTests
{
    private static readonly string[] Kinds =
        ["canonical", "cron", "ending", "error", "firing", "instants", "limit", "payload", "queue", "retry", "spread", "starts", "task", "unique"];

    public static TheoryData<int, string> Blocks()
    {
        var data = new TheoryData<int, string>();
        foreach (var block in SemanticsDoc.Blocks)
            data.Add(block.Line, block.Kind);
        return data;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_example_comes_out_as_the_document_says(int line, string kind)
    {
        var block = SemanticsDoc.Blocks.Single(other => other.Line == line);
        block.Examples.ShouldNotBeEmpty();
        var walk = kind == "task" ? new TaskWalk(block.Options) : null;
        var queue = new QueueWalk();
        var unique = kind == "unique" ? new UniqueWalk(block.Options) : null;
        var limit = kind == "limit" ? new LimitWalk() : null;
        foreach (var example in block.Examples)
        {
            var actual = kind switch
            {
                "canonical" => CronExamples.Canonical(example),
                "cron" => CronExamples.Occurrences(example, isEither: block.Options.Contains("either")),
                "ending" => ExecutorExamples.Ending(example, block.Options[0]),
                "error" => CronExamples.Error(example),
                "firing" => ScheduleExamples.Firing(example),
                "instants" => ScheduleExamples.Instants(example),
                "limit" => limit!.Step(example),
                "payload" => ExecutorExamples.Payload(example, block.Options[0]),
                "queue" => queue.Step(example),
                "retry" => RetryExamples.Delays(example),
                "starts" => StartExamples.Order(example, block.Options),
                "spread" => CronExamples.Spread(example),
                "task" => walk!.Step(example),
                "unique" => unique!.Step(example),
                _ => throw new InvalidOperationException($"docs/semantics.md, line {line}: nobody knows how to run '{kind}'."),
            };
            actual.ShouldBe(example.Expected, $"docs/semantics.md, line {example.Line}: {example.Given}");
        }
    }

    [Fact]
    public void The_document_has_examples_of_every_kind() =>
        SemanticsDoc.Blocks.Select(block => block.Kind).Distinct().Order(StringComparer.Ordinal).ShouldBe(Kinds);
}
