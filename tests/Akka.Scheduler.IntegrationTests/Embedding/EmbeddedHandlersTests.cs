using System.Text.Json;
using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Embedding;
using Akka.Scheduler.IntegrationTests.Gateway;
using Akka.Scheduler.TestKit.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Embedding;

/// <summary>Handlers of an application on a node inside it: found by attribute, submitted by type, scheduled, and refused before anything starts.</summary>
public sealed class EmbeddedHandlersTests
{
    public sealed record MailInput(string To);

    public sealed class Outbox
    {
        public TaskCompletionSource<(string To, string? Kind)> Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [Task("post-mail")]
    [Schedule("0 2 * * *", TimeZone = "Europe/Berlin", Input = """{"to":"all"}""")]
    public sealed class SendMail(Outbox outbox) : ITaskHandler<MailInput, string>
    {
        public Task<string> HandleAsync(MailInput input, TaskContext context, CancellationToken cancel)
        {
            outbox.Sent.TrySetResult((input.To, context.Labels.GetValueOrDefault("kind")));
            return Task.FromResult($"sent to {input.To}");
        }
    }

    [Fact]
    public async Task A_task_is_submitted_by_the_type_of_its_handler()
    {
        await using var node = await StartAsync(options => options, Register);
        var scheduler = node.Services.GetRequiredService<ITaskScheduler>();

        var task = await scheduler.EnqueueAsync<SendMail, MailInput>(
            new("a@example.org"), task => task with { Id = "mail-1", Labels = new Dictionary<string, string> { ["kind"] = "hello" } });

        task.Id.ShouldBe("mail-1");
        var sent = await node.Services.GetRequiredService<Outbox>().Sent.Task.WaitAsync(TimeSpan.FromMinutes(1));
        sent.ShouldBe(("a@example.org", "hello"));
        (await node.AskAsync(HttpMethod.Get, "tasks/mail-1?wait=60s", null, 200)).GetProperty("result").GetProperty("data").GetString().ShouldBe("sent to a@example.org");
        (await scheduler.GetAsync("mail-1")).ShouldNotBeNull().Status.ShouldBe(WireStatus.Succeeded);
    }

    [Fact]
    public async Task What_the_interface_refuses_is_refused_here_too()
    {
        await using var node = await StartAsync(options => options, Register);
        var scheduler = node.Services.GetRequiredService<ITaskScheduler>();

        var wrong = await Should.ThrowAsync<SchedulerException>(() => scheduler.EnqueueAsync("post-mail", new { To = 1 }));
        (wrong.Status, wrong.Field).ShouldBe((400, "payload.to"));
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.EnqueueAsync("no-such", 1))).Code.ShouldBe("unknownExecutor");
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.CancelAsync("nobody"))).Status.ShouldBe(404);
        (await scheduler.GetAsync("nobody")).ShouldBeNull();
    }

    [Fact]
    public async Task A_schedule_of_an_attribute_is_made_once_by_two_nodes_and_stays_paused()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var starts = await Task.WhenAll(OnDatabase("node-1"), OnDatabase("node-2"));
        await using var one = starts[0];
        var two = starts[1];

        var made = await ScheduleAsync(one);
        (made.GetProperty("cron").GetString(), made.GetProperty("timeZone").GetString()).ShouldBe(("0 2 * * *", "Europe/Berlin"));
        made.GetProperty("task").GetProperty("payload").GetProperty("to").GetString().ShouldBe("all");
        await one.AskAsync(HttpMethod.Post, "schedules/post-mail/pause", """{"reason":"holidays"}""", 200);
        await two.DisposeAsync();
        await using var again = await OnDatabase("node-2");
        await again.Services.GetRequiredService<HandlerSchedules>().AllPut.WaitAsync(TimeSpan.FromMinutes(1));

        var stands = await ScheduleAsync(one);
        stands.GetProperty("version").GetInt64().ShouldBe(2);
        stands.GetProperty("enabled").GetBoolean().ShouldBeFalse();

        Task<ServedNode> OnDatabase(string id) => StartAsync(
            options => options with
            {
                Node = options.Node with { Id = id },
                Store = new() { Provider = StoreProvider.PostgreSql, ConnectionString = new(database) },
            },
            Register);
    }

    [Fact]
    public async Task All_that_is_wrong_with_handlers_is_said_before_the_node_starts()
    {
        var refusal = await Should.ThrowAsync<TaskHandlersException>(() => StartAsync(options => options, services => services
            .AddSingleton<Outbox>()
            .AddTaskHandler<SendMail>("post-mail")
            .AddTask("post-mail", () => 1)
            .AddTask("noop", () => 1)
            .AddTask("needs", (IDisposable missing) => 1)
            .AddTask("reads", (Func<int> input) => 1)
            .AddTask("cron", [Schedule("61 * * * *")] () => 1)
            .AddTask("zone", [Schedule("@daily", TimeZone = "Mars/Base")] () => 1)
            .AddTask("input", [Schedule("@daily")] (MailInput input) => 1)
            .AddTask("kind", [Schedule("@daily", Input = """{"to":5}""")] (MailInput input) => 1)
            .AddTask("text", [Schedule("@daily", Input = "{x")] (MailInput input) => 1)));

        foreach (var words in new[]
        {
            "EmbeddedHandlersTests.SendMail, the function 'post-mail': they have the same name 'post-mail'",
            "the function 'noop': the name 'noop' belongs to a built-in executor",
            "the function 'needs': the service IDisposable missing is not registered",
            "the function 'reads': its input Func<Int32> cannot be read from JSON",
            "the function 'cron': its schedule 'cron': cron '61 * * * *': ",
            "the function 'zone': its schedule 'zone': timeZone 'Mars/Base' is not known",
            "the function 'input': its schedule 'input': task.payload: A payload is required",
            "the function 'kind': its schedule 'kind': task.payload.to: The payload cannot be read as MailInput: ",
            "the function 'text': the Input of its schedule 'text' is no JSON: ",
        })
            refusal.Message.ShouldContain(words);
        refusal.Problems.Count.ShouldBe(9);
        refusal.Message.ShouldNotContain("LineNumber");
    }

    private static Task<ServedNode> StartAsync(Func<NodeOptions, NodeOptions> configure, Action<IServiceCollection> register) =>
        ServedNode.StartAsync(configure, register);

    private static void Register(IServiceCollection services) => services.AddSingleton<Outbox>().AddTaskHandler<SendMail>("post-mail");

    private static async Task<JsonElement> ScheduleAsync(ServedNode node)
    {
        await node.Services.GetRequiredService<HandlerSchedules>().AllPut.WaitAsync(TimeSpan.FromMinutes(1));
        return await node.AskAsync(HttpMethod.Get, "schedules/post-mail", null, 200);
    }
}
