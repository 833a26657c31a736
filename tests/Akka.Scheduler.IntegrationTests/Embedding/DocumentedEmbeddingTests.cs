using System.Globalization;
using System.Net;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Embedding;
using Akka.Scheduler.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Embedding;

/// <summary>The code of <c>README.md</c> and <c>docs/embedding.md</c> on embedding a node: what stands there is what runs here.</summary>
public sealed class DocumentedEmbeddingTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("scheduler-embedding-").FullName;
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var options = new NodeOptions { Cluster = new() { Shards = 4 }, Store = new() { Directory = Path.Combine(_directory, "data") } };
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<IMailer, Mailer>().AddSingleton<IImages, Images>().AddSingleton<Shelf>().AddSingleton<EmbeddedHandlersTests.Outbox>();

        builder.Services.AddScheduler(options);
        builder.Services.AddTaskHandlersFrom<SendMail>();
        var app = builder.Build();
        app.MapScheduler();
        app.MapTask("resize-image", async (ResizeInput input, IImages images, TaskContext task, CancellationToken cancel) =>
            await images.ResizeAsync(input.File, input.Width, task.FencingToken, cancel));

        _app = app;
        await app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task The_documented_application_runs_what_it_is_given()
    {
        var scheduler = _app.Services.GetRequiredService<ITaskScheduler>();
        var task = await scheduler.EnqueueAsync<SendMail, MailInput>(
            new("anna@example.org"), task => task with { Id = "welcome-anna", Priority = WirePriority.High, Retry = new() { MaxRetries = 5 } });
        var image = await scheduler.EnqueueAsync("resize-image", new ResizeInput("a.png", 80));

        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var cancel = stop.Token;
        var said = await scheduler.WaitForResultAsync<string>(task.Id, cancel);

        said.ShouldBe($"sent to anna@example.org as {(await scheduler.GetAsync(task.Id, cancel))!.Attempt}");
        (await scheduler.WaitForResultAsync<string>(image.Id, cancel)).ShouldBe("a.png, 80 wide");
    }

    [Fact]
    public async Task The_documented_schedule_and_batch_are_made()
    {
        var scheduler = _app.Services.GetRequiredService<ITaskScheduler>();
        await scheduler.PutScheduleAsync<SendMail, MailInput>(
            "new-year", "0 8 1 1 *", new("everybody@example.org"), schedule => schedule with { TimeZone = "Europe/Berlin" });

        var batch = await scheduler.SubmitBatchAsync(new()
        {
            Tasks = [new() { Id = "import", Executor = "noop" }, new() { Id = "count", Executor = "noop", DependsOn = ["import"] }],
            Then = new() { Id = "imported", Executor = "noop" },
        });

        batch.Items.ShouldAllBe(item => item.Error == null);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        (await scheduler.WaitAsync("imported", limit.Token)).Status.ShouldBe(WireStatus.Succeeded);
        (await scheduler.GetScheduleAsync("new-year", limit.Token))!.NextAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Its_schedules_are_those_of_its_attributes()
    {
        var schedules = _app.Services.GetRequiredService<HandlerSchedules>();
        await schedules.AllPut.WaitAsync(TimeSpan.FromMinutes(1));
        schedules.Checked().Select(schedule => schedule.Id.Value).Order(StringComparer.Ordinal).ShouldBe(["post-mail", "send-mail", "sweep", "sweep-well"]);
    }

    [Fact]
    public void A_function_that_comes_after_the_start_is_refused() =>
        Should.Throw<InvalidOperationException>(() => _app.MapTask("late", () => 1)).Message.ShouldContain("map tasks before the application starts");

    [Theory]
    [InlineData("README.md", "In your own application")]
    [InlineData("docs/embedding.md", null)]
    public void The_documents_show_this_code(string document, string? heading) =>
        CodeInDocs.Missing(document, "tests/Akka.Scheduler.IntegrationTests/Embedding/DocumentedEmbeddingTests.cs", heading).ShouldBeEmpty();

    public sealed record MailInput(string To);

    public sealed record ResizeInput(string File, int Width);

    public interface IMailer
    {
        Task<string> SendAsync(string to, string key, CancellationToken cancel);
    }

    public interface IImages
    {
        Task<string> ResizeAsync(string file, int width, long fence, CancellationToken cancel);
    }

    public sealed class Mailer : IMailer
    {
        public Task<string> SendAsync(string to, string key, CancellationToken cancel) => Task.FromResult($"sent to {to} as {key}");
    }

    public sealed class Images : IImages
    {
        public Task<string> ResizeAsync(string file, int width, long fence, CancellationToken cancel) => Task.FromResult($"{file}, {width} wide");
    }

    public sealed class Shelf
    {
        private int _swept;

        public int Sweep(DateTimeOffset? upTo) => upTo is null ? _swept : ++_swept;
    }

    [Task("send-mail")]
    [Schedule("0 2 * * *", TimeZone = "Europe/Berlin", Input = """{"to":"everybody@example.org"}""")]
    public sealed class SendMail(IMailer mailer) : ITaskHandler<MailInput, string>
    {
        public Task<string> HandleAsync(MailInput input, TaskContext context, CancellationToken cancel)
        {
            context.ReportProgress(0.5, $"writing to {input.To}");
            return mailer.SendAsync(input.To, context.Attempt.ToString(CultureInfo.InvariantCulture), cancel);
        }
    }

    public sealed class Cleaning(Shelf shelf)
    {
        [Task("sweep"), Schedule("@hourly"), Schedule("30 4 * * SUN", Id = "sweep-well", TimeZone = "Europe/Berlin")]
        public int Sweep(TaskContext task) => shelf.Sweep(task.ScheduledTime);
    }
}
