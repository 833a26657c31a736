using System.Globalization;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Testing;
using Akka.Scheduler.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Testing;

/// <summary>The examples of <c>docs/testing.md</c>: what stands there is what runs here.</summary>
public sealed class DocumentedTests
{
    public sealed record Reminder(string To);

    public sealed class Outbox
    {
        public List<string> Sent { get; } = [];
    }

    public sealed class SendReminder(Outbox outbox, TimeProvider time) : ITaskHandler<Reminder>
    {
        public Task HandleAsync(Reminder input, TaskContext context, CancellationToken cancel)
        {
            outbox.Sent.Add(string.Create(CultureInfo.InvariantCulture, $"{input.To} at {time.GetUtcNow():HH:mm}"));
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Handler_and_clock()
    {
        await using var scheduler = await TestScheduler.StartAsync(test =>
        {
            test.Services.AddSingleton<Outbox>();
            test.Services.AddTaskHandler<SendReminder>("send-reminder");
        });

        await scheduler.EnqueueAsync<SendReminder, Reminder>(new("anna@example.org"), task => task with { Id = "r-1", Delay = TimeSpan.FromHours(3) });
        await scheduler.Advance(TimeSpan.FromHours(3));

        scheduler.Services.GetRequiredService<Outbox>().Sent.ShouldBe(["anna@example.org at 11:00"]);
        (await scheduler.GetAsync("r-1"))!.Status.ShouldBe(WireStatus.Succeeded);
    }

    [Fact]
    public async Task Fake_executor()
    {
        FakeExecutor card = null!;
        await using var scheduler = await TestScheduler.StartAsync(test => card = test.AddFake("charge-card").Fails(2, "no answer").Takes(TimeSpan.FromSeconds(5)));
        await scheduler.SubmitAsync(new() { Id = "order-1", Executor = "charge-card", Retry = new() { MaxRetries = 3, Delay = TimeSpan.FromMinutes(1), BackoffRate = 2 } });

        await scheduler.RunUntilIdle();
        (await scheduler.GetAsync("order-1"))!.Status.ShouldBe(WireStatus.Retrying);
        await scheduler.Advance(TimeSpan.FromMinutes(5));

        card.Attempts.Count.ShouldBe(3);
        (await scheduler.HistoryAsync("order-1")).Select(step => step.Type).ShouldBe(["created", "started", "retryScheduled", "started", "retryScheduled", "started", "succeeded"]);
    }

    [Fact]
    public async Task Change_of_the_clock()
    {
        await using var scheduler = await TestScheduler.StartAsync(test => test.Start = new(2026, 3, 28, 0, 0, 0, TimeSpan.Zero));
        await scheduler.PutScheduleAsync(new() { Id = "nightly", Cron = "30 2 * * *", TimeZone = "Europe/Berlin", Task = new() { Executor = "noop" } });

        await scheduler.Advance(TimeSpan.FromDays(3));

        (await scheduler.OccurrencesAsync("nightly")).Select(each => each.At.UtcDateTime.ToString("dd HH:mm", CultureInfo.InvariantCulture))
            .ShouldBe(["28 01:30", "29 01:00", "30 00:30"]);
    }

    [Fact]
    public void The_document_shows_this_code() =>
        CodeInDocs.Missing("docs/testing.md", "tests/Akka.Scheduler.UnitTests/Testing/DocumentedTests.cs").ShouldBeEmpty();
}
