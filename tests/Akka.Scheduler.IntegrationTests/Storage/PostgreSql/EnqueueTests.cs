using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Akka.Scheduler.Storage.PostgreSql.Enqueue;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Tasks that are made within somebody's own transaction.</summary>
public sealed class EnqueueTests
{
    [Fact]
    public async Task The_database_finds_the_shard_of_an_id_as_the_nodes_do()
    {
        const string Allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:@/+=~";
        await using var rig = await Rig.OpenAsync();
        var random = new Random(4);
        string[] ids = [.. Enumerable.Range(0, 2_000).Select(number => new string(random.GetItems<char>(Allowed, 1 + (number % 200))))];
        foreach (var shards in new[] { 1, 7, 64, 1024 })
        {
            await using var command = rig.Raw.CreateCommand("SELECT array_agg(scheduler.shard_of(id, $2) ORDER BY place) FROM unnest($1) WITH ORDINALITY AS u (id, place)");
            command.Parameters.Add(new() { Value = ids });
            command.Parameters.Add(new() { Value = shards });
            ((int[])(await command.ExecuteScalarAsync())!).ShouldBe(ids.Select(id => ShardHash.Of(id, shards)));
        }
    }

    [Fact]
    public async Task What_was_asked_for_reaches_the_owner_as_it_was_asked()
    {
        await using var rig = await Rig.OpenAsync();
        var task = new EnqueuedTask("http")
        {
            Id = "full",
            Payload = """{"url":"http://example.test/","list":[1,{"a":null}]}""",
            Queue = "reports",
            Priority = TaskPriority.High,
            DueAt = Sample.Now,
            Name = "Überweisung 😀",
            Labels = new Dictionary<string, string> { ["team"] = "billing", ["ü"] = "\"'\\" },
            Ttl = TimeSpan.FromHours(2),
            Timeout = TimeSpan.FromSeconds(77),
            MaxRetries = 5,
            Delivery = DeliveryGuarantee.AtMostOnce,
            UniqueKey = "order 7",
            UniqueFor = TimeSpan.FromMinutes(10),
        };
        (await CommitAsync(rig, task)).ShouldBe("full");

        var spec = await WaitingAsync(rig, "full");
        var template = new TaskTemplate
        {
            Executor = "http",
            Payload = """{"url": "http://example.test/", "list": [1, {"a": null}]}""",
            Queue = "reports",
            Priority = TaskPriority.High,
            Name = task.Name,
            Labels = task.Labels,
            Ttl = task.Ttl,
            Timeout = TimeSpan.FromSeconds(77),
            Retry = RetryPolicy.Default with { MaxRetries = 5 },
            Delivery = DeliveryGuarantee.AtMostOnce,
            UniqueKey = "order 7",
            UniqueFor = TimeSpan.FromMinutes(10),
        };
        spec.Template.ShouldBe(template);
        spec.DueAt.ShouldBe(Sample.Now);
    }

    [Fact]
    public async Task What_was_left_out_has_the_defaults_and_an_id_is_made()
    {
        await using var rig = await Rig.OpenAsync();
        var id = await CommitAsync(rig, new EnqueuedTask("noop"));
        var spec = await WaitingAsync(rig, id);
        id.Length.ShouldBe(32);
        spec.Template.ShouldBe(new TaskTemplate { Executor = "noop" });
        spec.DueAt.ShouldBe(spec.CreatedAt);
        (await CommitAsync(rig, new EnqueuedTask("noop") { Delay = TimeSpan.FromHours(1), Id = "later" })).ShouldBe("later");
        var later = await WaitingAsync(rig, "later");
        (later.DueAt - later.CreatedAt).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Nothing_is_left_of_a_transaction_that_is_rolled_back_and_a_second_of_an_id_changes_nothing()
    {
        await using var rig = await Rig.OpenAsync();
        await using (var connection = await rig.Raw.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            (await transaction.EnqueueTasksAsync([new("noop") { Id = "a" }, new("noop"), new("noop") { Id = "a", Queue = "other" }])).Count.ShouldBe(3);
            await transaction.RollbackAsync();
        }

        (await rig.A.Inbox.ShardsWithRowsAsync(Rig.Never)).ShouldBeEmpty();
        await CommitAsync(rig, new EnqueuedTask("noop") { Id = "a", Queue = "first" });
        await CommitAsync(rig, new EnqueuedTask("noop") { Id = "a", Queue = "second" });
        (await WaitingAsync(rig, "a")).Template.Queue.ShouldBe("first");
    }

    [Theory]
    [InlineData("executor := ''", "executor")]
    [InlineData("executor := NULL", "executor")]
    [InlineData("executor := 'noop', id := 'a b'", "id")]
    [InlineData("executor := 'noop', id := ''", "id")]
    [InlineData("executor := 'noop', id := repeat('x', 201)", "id")]
    [InlineData("executor := 'noop', queue := 'a b'", "queue")]
    [InlineData("executor := 'noop', queue := NULL", "queue")]
    [InlineData("executor := 'noop', priority := 'highest'", "priority")]
    [InlineData("executor := 'noop', priority := NULL", "priority")]
    [InlineData("executor := 'noop', delivery := 'once'", "delivery")]
    [InlineData("executor := 'noop', due_at := now(), delay := '1s'", "delay")]
    [InlineData("executor := 'noop', delay := '-1s'", "delay")]
    [InlineData("executor := 'noop', due_at := 'infinity'", "due_at")]
    [InlineData("executor := 'noop', due_at := '-infinity'", "due_at")]
    [InlineData("executor := 'noop', due_at := '1969-12-31'", "due_at")]
    [InlineData("executor := 'noop', name := repeat('x', 201)", "name")]
    [InlineData("executor := 'noop', labels := '[]'", "labels")]
    [InlineData("executor := 'noop', labels := '{\"a\":1}'", "labels")]
    [InlineData("executor := 'noop', labels := '{\"\":\"x\"}'", "labels")]
    [InlineData("executor := 'noop', ttl := '0s'", "ttl")]
    [InlineData("executor := 'noop', timeout := '8 days'", "timeout")]
    [InlineData("executor := 'noop', max_retries := -1", "max_retries")]
    [InlineData("executor := 'noop', unique_key := ''", "unique_key")]
    [InlineData("executor := 'noop', unique_key := E'a\\nb'", "unique_key")]
    [InlineData("executor := 'noop', unique_for := '1s'", "unique_for")]
    [InlineData("executor := 'noop', unique_key := 'k', unique_for := '-1s'", "unique_for")]
    [InlineData("executor := 'noop', payload := to_jsonb(repeat('x', 262143))", "payload")]
    [InlineData("executor := 'noop', payload := (repeat('[', 33) || repeat(']', 33))::jsonb", "payload")]
    public async Task A_bad_argument_is_refused_by_its_name(string arguments, string name)
    {
        await using var rig = await Rig.OpenAsync();
        var refused = await Should.ThrowAsync<PostgresException>(() => rig.ReadAsync<string>($"SELECT scheduler.enqueue_task({arguments})"));
        (refused.SqlState, refused.ColumnName).ShouldBe(("22023", name));
        refused.MessageText.ShouldStartWith($"enqueue_task: {name} ");
        (await rig.A.Inbox.ShardsWithRowsAsync(Rig.Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_largest_and_the_deepest_payload_is_taken()
    {
        await using var rig = await Rig.OpenAsync();
        await rig.ReadAsync<string>("SELECT scheduler.enqueue_task('noop', to_jsonb(repeat('x', 262142)), 'large')");
        await rig.ReadAsync<string>("SELECT scheduler.enqueue_task('noop', (repeat('[', 32) || '1' || repeat(']', 32))::jsonb, 'deep')");
        (await WaitingAsync(rig, "deep")).Template.Payload!.Length.ShouldBe(65);
        (await WaitingAsync(rig, "large")).Template.Payload!.Length.ShouldBe(262_144);
    }

    [Fact]
    public async Task A_role_needs_the_right_to_call_the_function_and_no_other()
    {
        await using var rig = await Rig.OpenAsync();
        var role = $"app_{Guid.NewGuid():N}";
        await rig.RunAsync($"CREATE ROLE {role}; GRANT USAGE ON SCHEMA scheduler TO {role}");
        await using var connection = await rig.Raw.OpenConnectionAsync();
        await using (var become = new NpgsqlCommand($"SET ROLE {role}", connection)) await become.ExecuteNonQueryAsync();

        (await RefusedAsync(connection, "SELECT scheduler.enqueue_task('noop')")).ShouldBe("42501");
        await rig.RunAsync($"GRANT EXECUTE ON FUNCTION scheduler.enqueue_task TO {role}");
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await transaction.EnqueueTaskAsync(new("noop") { Id = "of-the-app" });
            await transaction.CommitAsync();
        }

        (await WaitingAsync(rig, "of-the-app")).Template.Executor.ShouldBe("noop");
        (await RefusedAsync(connection, "SELECT * FROM scheduler.task")).ShouldBe("42501");
        (await RefusedAsync(connection, "INSERT INTO scheduler.shard_inbox (shard, task_id, executor) VALUES (0, 'x', 'shell')")).ShouldBe("42501");
        await rig.RunAsync($"REVOKE ALL ON FUNCTION scheduler.enqueue_task FROM {role}; REVOKE ALL ON SCHEMA scheduler FROM {role}; DROP ROLE {role}");
    }

    [Fact]
    public async Task A_schema_that_is_none_is_refused_before_anything_is_sent()
    {
        await using var rig = await Rig.OpenAsync();
        await using var connection = await rig.Raw.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Should.ThrowAsync<ArgumentException>(() => transaction.EnqueueTaskAsync(new("noop"), "a\"b"));
    }

    private static async Task<string> CommitAsync(Rig rig, EnqueuedTask task)
    {
        await using var connection = await rig.Raw.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var id = await transaction.EnqueueTaskAsync(task);
        await transaction.CommitAsync();
        return id;
    }

    private static async Task<string> RefusedAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState;
    }

    // The rig has four shards.
    private static async Task<TaskSpec> WaitingAsync(Rig rig, string id) =>
        (await rig.A.Shards.ReadInboxAsync(ShardHash.Of(id, 4), 100, Rig.Never)).Single(row => row.Spec.Id.Value == id).Spec;
}
