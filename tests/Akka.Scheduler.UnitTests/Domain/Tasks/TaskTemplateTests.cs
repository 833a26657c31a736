using System.Collections.Frozen;
using Akka.Scheduler.Domain.Tasks;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

public sealed class TaskTemplateTests
{
    private static readonly TaskTemplate Plain = new() { Executor = "noop" };

    [Fact]
    public void Templates_with_the_same_labels_are_equal_whatever_map_holds_them()
    {
        var one = Plain with { Labels = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } };
        var two = Plain with { Labels = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["b"] = "2", ["a"] = "1" } };
        var three = Plain with { Labels = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }.ToFrozenDictionary() };
        two.ShouldBe(one);
        three.ShouldBe(one);
        new[] { one, two, three }.Select(each => each.GetHashCode()).Distinct().Count().ShouldBe(1);
    }

    public static TheoryData<string, TaskTemplate> Others => new()
    {
        { nameof(TaskTemplate.Name), Plain with { Name = "x" } },
        { nameof(TaskTemplate.Labels), Plain with { Labels = new Dictionary<string, string> { ["a"] = "1" } } },
        { nameof(TaskTemplate.Requires), Plain with { Requires = new Dictionary<string, string> { ["a"] = "1" } } },
        { nameof(TaskTemplate.Executor), Plain with { Executor = "shell" } },
        { nameof(TaskTemplate.Payload), Plain with { Payload = "{}" } },
        { nameof(TaskTemplate.Queue), Plain with { Queue = "x" } },
        { nameof(TaskTemplate.Priority), Plain with { Priority = TaskPriority.High } },
        { nameof(TaskTemplate.Ttl), Plain with { Ttl = TimeSpan.FromSeconds(1) } },
        { nameof(TaskTemplate.Timeout), Plain with { Timeout = TimeSpan.FromSeconds(1) } },
        { nameof(TaskTemplate.Retry), Plain with { Retry = RetryPolicy.None } },
        { nameof(TaskTemplate.OnLost), Plain with { OnLost = LossPolicy.Fail } },
        { nameof(TaskTemplate.TotalTimeout), Plain with { TotalTimeout = TimeSpan.FromSeconds(1) } },
        { nameof(TaskTemplate.UniqueKey), Plain with { UniqueKey = "x" } },
        { nameof(TaskTemplate.UniqueFor), Plain with { UniqueFor = TimeSpan.FromSeconds(1) } },
        { nameof(TaskTemplate.Limit), Plain with { Limit = new("x", 1, null) } },
        { nameof(TaskTemplate.FairnessKey), Plain with { FairnessKey = "x" } },
        { nameof(TaskTemplate.Split), Plain with { Split = new TaskSplit.FanOut(2) } },
        { nameof(TaskTemplate.Delivery), Plain with { Delivery = DeliveryGuarantee.AtMostOnce } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Templates_that_differ_in_one_member_are_not_equal(string member, TaskTemplate other) => other.ShouldNotBe(Plain, member);

    [Fact]
    public void Every_member_takes_part_in_equality() =>
        Others.Select(row => (string)row[0]).ShouldBe(
            typeof(TaskTemplate).GetProperties().Where(each => each.CanWrite && each.SetMethod!.IsPublic && !each.SetMethod.IsStatic).Select(each => each.Name),
            ignoreOrder: true);

    [Fact]
    public void Labels_of_the_same_keys_and_other_values_are_not_equal() =>
        (Plain with { Labels = new Dictionary<string, string> { ["a"] = "1" } })
            .ShouldNotBe(Plain with { Labels = new Dictionary<string, string> { ["a"] = "2" } });
}
