using System.Globalization;
using System.Text.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Testing;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Testing;

/// <summary>Handlers that reduce what the parts of their task handed back.</summary>
public sealed class ReduceTests
{
    [Fact]
    public async Task What_the_parts_handed_back_is_read_in_their_order()
    {
        await using var scheduler = await StartAsync();

        var data = await ReduceAsync(scheduler, "sum", 100, WireDependencyFailure.Fail);

        data.GetInt32().ShouldBe(Enumerable.Range(0, 100).Sum(index => index * index));
    }

    [Fact]
    public async Task Parts_that_failed_are_told_with_their_error_and_hand_back_nothing()
    {
        await using var scheduler = await StartAsync();

        var data = await ReduceAsync(scheduler, "tell", 15, WireDependencyFailure.Run);

        data.EnumerateArray().Select(line => line.GetString()).ShouldBe([.. Enumerable.Range(0, 15).Select(index => index == 13
            ? "13 split.13 Failed NonRetryableException" : string.Create(CultureInfo.InvariantCulture, $"{index} split.{index} Succeeded {index * index}"))]);
    }

    [Fact]
    public async Task A_task_that_was_not_split_has_none()
    {
        await using var scheduler = await StartAsync();

        var task = await scheduler.SubmitAsync(new() { Executor = "sum" });
        await scheduler.RunUntilIdle();

        (await scheduler.GetAsync(task.Id)).ShouldNotBeNull().Result.ShouldNotBeNull().Data!.Value.GetInt32().ShouldBe(0);
    }

    private static Task<TestScheduler> StartAsync() => TestScheduler.StartAsync(options => options.Services
        .AddTask("square", Square)
        .AddTask("sum", SumAsync)
        .AddTask("tell", TellAsync));

    private static async Task<JsonElement> ReduceAsync(TestScheduler scheduler, string reduce, int parts, WireDependencyFailure policy)
    {
        await scheduler.SubmitAsync(new()
        {
            Id = "split",
            Executor = "square",
            FanOut = new() { Parts = parts, OnPartFailure = policy, Reduce = new() { Executor = reduce } },
        });
        await scheduler.RunUntilIdle();
        var task = (await scheduler.GetAsync("split")).ShouldNotBeNull();
        task.Status.ShouldBe(WireStatus.Succeeded, task.Error);
        return task.Result.ShouldNotBeNull().Data!.Value;
    }

    private static int Square(TaskContext context) =>
        context.Part is { Index: 13, Count: 15 } ? throw new NonRetryableException("unlucky") : context.Part!.Index * context.Part.Index;

    private static async Task<int> SumAsync(TaskContext context, CancellationToken cancel)
    {
        var sum = 0;
        await foreach (var square in context.PartResultsAsync<int>(cancel)) sum += square;
        return sum;
    }

    private static async Task<string[]> TellAsync(TaskContext context, CancellationToken cancel)
    {
        var lines = new List<string>(context.PartCount);
        await foreach (var part in context.PartsAsync(cancel))
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{part.Index} {part.Task} {part.State} {(part.Succeeded ? part.Result!.Data : nameof(NonRetryableException))}"));
        var kept = new List<int>();
        await foreach (var square in context.PartResultsAsync<int>(cancel)) kept.Add(square);
        kept.ShouldNotContain(13 * 13);
        return [.. lines];
    }
}
