using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Storage.PostgreSql.Enqueue;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Operations;

/// <summary>Two nodes run what an application enqueues in transactions of its own, if and only if they commit; and unique keys are the whole cluster's.</summary>
public sealed class TransactionTests
{
    private const int Orders = 40;

    [Fact]
    public async Task What_is_committed_runs_once_and_what_is_rolled_back_never()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var application = NpgsqlDataSource.Create(nodes.Database);
        await application.CreateCommand("CREATE TABLE orders (number int PRIMARY KEY)").ExecuteNonQueryAsync();
        var client = nodes.Client(nodes.First);
        await client.Tasks.SubmitAsync(new() { Executor = "noop", Id = "there", Delay = TimeSpan.FromHours(1) });

        await Task.WhenAll(Enumerable.Range(0, Orders).Select(number => OrderAsync(application, number, keep: number % 2 == 0)));
        await EnqueueAsync(application, new EnqueuedTask("noop") { Id = "there" }, new("noop") { Id = "twice" }, new("noop") { Id = "twice" });

        await TwoNodes.UntilAsync("every order that was kept has run", async () => (await AllAsync(client)).Count(task => task.Status == WireStatus.Succeeded) == (Orders / 2) + 1);
        var tasks = await AllAsync(client);
        tasks.Where(task => task.Status == WireStatus.Succeeded).ShouldAllBe(task => task.Attempt == 1);
        tasks.Select(task => task.Id).Order(StringComparer.Ordinal).ShouldBe(
            Enumerable.Range(0, Orders).Where(number => number % 2 == 0).Select(number => $"order-{number}").Append("there").Append("twice").Order(StringComparer.Ordinal));
        // The one that was there first waits on.
        tasks.Single(task => task.Id == "there").Status.ShouldBe(WireStatus.Pending);
    }

    [Fact]
    public async Task Of_two_nodes_that_are_asked_at_once_one_makes_the_task_of_a_key()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var application = NpgsqlDataSource.Create(nodes.Database);
        SchedulerClient[] clients = [nodes.Client(nodes.First), nodes.Client(nodes.Second)];
        for (var round = 0; round < 10; round++)
        {
            var key = $"key-{round}";
            var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => MakesAsync(clients[number % 2], key)));
            made.Count(one => one).ShouldBe(1);
        }

        await EnqueueAsync(application, new EnqueuedTask("noop") { Id = "late", UniqueKey = "key-0" });
        await TwoNodes.UntilAsync("the late one was taken up", async () => (await clients[0].Tasks.GetAsync("late")).Status == WireStatus.Cancelled);
        (await clients[1].Tasks.GetAsync("late")).Reason.ShouldBe("duplicate");

        var request = new SubmitTaskRequest { Executor = "noop", Delay = TimeSpan.FromHours(1) };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => clients[number % 2].Tasks.SubmitAsync(request, "one-for-both")));
        answers.Select(task => task.Id).Distinct().ShouldHaveSingleItem();
    }

    private static async Task OrderAsync(NpgsqlDataSource application, int number, bool keep)
    {
        await using var connection = await application.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO orders VALUES ($1)", connection, transaction);
        insert.Parameters.Add(new() { Value = number });
        await insert.ExecuteNonQueryAsync();
        await transaction.EnqueueTaskAsync(new("noop") { Id = $"order-{number}" });
        if (keep) await transaction.CommitAsync();
        else await transaction.RollbackAsync();
    }

    private static async Task EnqueueAsync(NpgsqlDataSource application, params EnqueuedTask[] tasks)
    {
        await using var connection = await application.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        (await transaction.EnqueueTasksAsync(tasks)).ShouldBe(tasks.Select(task => task.Id));
        await transaction.CommitAsync();
    }

    private static async Task<bool> MakesAsync(SchedulerClient client, string key)
    {
        try
        {
            await client.Tasks.SubmitAsync(new() { Executor = "noop", Delay = TimeSpan.FromHours(1), UniqueKey = key });
            return true;
        }
        catch (SchedulerException refused) when (refused is { Status: 409, Code: "uniqueKeyTaken" })
        {
            refused.Problem.TaskId.ShouldNotBeNullOrEmpty();
            return false;
        }
    }

    private static async Task<IReadOnlyList<TaskView>> AllAsync(SchedulerClient client) => (await client.Tasks.ListAsync(new() { Limit = 500 })).Items;
}
