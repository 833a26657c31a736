using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

public sealed class HandlerExecutorTests
{
    private readonly AttemptRig _rig = new();

    public sealed record Mail(string To, int Copies);

    public sealed record Receipt(string Id);

    public sealed class Journal
    {
        public List<string> Lines { get; } = [];
    }

    public sealed class Connection(Journal journal) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            journal.Lines.Add("closed");
            return ValueTask.CompletedTask;
        }
    }

    public sealed class SendMail(Connection connection, Journal journal) : ITaskHandler<Mail, Receipt>
    {
        public Task<Receipt> HandleAsync(Mail input, TaskContext context, CancellationToken cancel)
        {
            connection.ShouldNotBeNull();
            journal.Lines.Add($"{input.To} x{input.Copies} {context.TaskId} {context.AttemptId} {context.Attempt} {context.FencingToken}");
            return Task.FromResult(new Receipt("r-1"));
        }
    }

    public sealed class Consume(Journal journal) : ITaskHandler<Mail>
    {
        public Task HandleAsync(Mail input, TaskContext context, CancellationToken cancel)
        {
            journal.Lines.Add(input.To);
            return Task.CompletedTask;
        }
    }

    public sealed class Raw : ITaskHandler
    {
        public Task<object?> HandleAsync(TaskContext context, CancellationToken cancel) => Task.FromResult<object?>(context.Payload);
    }

    public sealed class Both : ITaskHandler, ITaskHandler<Mail>
    {
        public Task<object?> HandleAsync(TaskContext context, CancellationToken cancel) => Task.FromResult<object?>(null);

        public Task HandleAsync(Mail input, TaskContext context, CancellationToken cancel) => Task.CompletedTask;
    }

    [Fact]
    public async Task A_typed_handler_runs_in_a_scope_of_its_own_for_every_attempt()
    {
        var journal = new Journal();
        var executor = Executor(TaskHandlers.Of<SendMail>("send-mail"), services => services.AddSingleton(journal).AddScoped<Connection>());
        var attempt = _rig.Attempt("""{"to":"a@example.org","copies":2}""");

        var first = await executor.RunAsync(attempt, CancellationToken.None);
        await executor.RunAsync(attempt, CancellationToken.None);

        executor.Name.ShouldBe("send-mail");
        AttemptRig.Success(first).ShouldBe(new TaskResult(0, null, """{"id":"r-1"}"""));
        var line = $"a@example.org x2 mail-1 {AttemptRig.AttemptText} 2 7";
        journal.Lines.ShouldBe([line, "closed", line, "closed"]);
    }

    [Fact]
    public async Task Handlers_without_input_or_result_run_too()
    {
        var journal = new Journal();
        var consumed = await Executor(TaskHandlers.Of<Consume>("c"), services => services.AddSingleton(journal))
            .RunAsync(_rig.Attempt("""{"to":"b"}"""), CancellationToken.None);
        var raw = await Executor(TaskHandlers.Of<Raw>("r")).RunAsync(_rig.Attempt("[1]"), CancellationToken.None);

        AttemptRig.Success(consumed).ShouldBe(new TaskResult(0, null, null));
        journal.Lines.ShouldBe(["b"]);
        AttemptRig.Success(raw).Data.ShouldBe("\"[1]\"");
    }

    [Fact]
    public async Task Delegates_of_every_shape_run()
    {
        var untyped = TaskHandlers.Of("a", (context, _) => Task.FromResult<object?>(new { n = context.Attempt }));
        var typed = TaskHandlers.Of("b", (Mail mail, TaskContext _, CancellationToken _) => Task.FromResult(mail.Copies + 1));
        var copies = 0;
        var silent = TaskHandlers.Of("c", (Mail mail, TaskContext _, CancellationToken _) =>
        {
            copies = mail.Copies;
            return Task.CompletedTask;
        });
        var attempt = _rig.Attempt("""{"to":"x","copies":3}""");

        AttemptRig.Success(await Executor(untyped).RunAsync(attempt, CancellationToken.None)).Data.ShouldBe("""{"n":2}""");
        AttemptRig.Success(await Executor(typed).RunAsync(attempt, CancellationToken.None)).Data.ShouldBe("4");
        AttemptRig.Success(await Executor(silent).RunAsync(attempt, CancellationToken.None)).Data.ShouldBeNull();
        copies.ShouldBe(3);
    }

    [Theory]
    [InlineData("""{"to":1}""", "to")]
    [InlineData("""{"to":"x","copies":"many"}""", "copies")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    public void A_payload_that_cannot_be_read_is_refused_with_its_field(string payload, string field) =>
        Executor(TaskHandlers.Of<SendMail>("m")).Check(AttemptRig.Json(payload)).ShouldNotBeNull().Field.ShouldBe(field);

    [Fact]
    public void A_good_payload_passes_and_a_missing_one_does_not()
    {
        Executor(TaskHandlers.Of<SendMail>("m")).Check(AttemptRig.Json("""{"to":"x"}""")).ShouldBeNull();
        Executor(TaskHandlers.Of<SendMail>("m")).Check(null).ShouldNotBeNull();
        Executor(TaskHandlers.Of<Raw>("r")).Check(null).ShouldBeNull();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(null)]
    public async Task An_unreadable_payload_fails_for_good(string? payload)
    {
        var executor = Executor(TaskHandlers.Of<Consume>("c"), services => services.AddSingleton<Journal>());

        AttemptRig.Failure(await executor.RunAsync(_rig.Attempt(payload), CancellationToken.None)).Retryable.ShouldBeFalse();
    }

    [Fact]
    public async Task An_exception_is_a_failure_that_is_tried_again_and_its_trace_is_output()
    {
        var failed = AttemptRig.Failure(await RunAsync((_, _) => throw new InvalidOperationException("No paper.")));

        failed.ShouldBe(new AttemptOutcome.Failed("InvalidOperationException: No paper.", null) { ErrorType = "System.InvalidOperationException" });
        _rig[OutputStream.Error].ShouldContain(nameof(HandlerExecutorTests));
    }

    [Fact]
    public async Task A_failure_for_good_is_not_tried_again()
    {
        var failed = AttemptRig.Failure(await RunAsync((_, _) => throw new NonRetryableException("Unknown customer.")));

        (failed.Error, failed.Retryable).ShouldBe(("Unknown customer.", false));
    }

    [Fact]
    public async Task Cancellation_is_told_from_a_handlers_own_timeout()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(RunAsync((_, token) => Task.FromCanceled<object?>(token), cancel.Token));
        AttemptRig.Failure(await RunAsync((_, _) => throw new TaskCanceledException("Own timeout."))).Retryable.ShouldBeTrue();
    }

    [Fact]
    public async Task A_result_too_long_is_left_out()
    {
        var executor = Executor(TaskHandlers.Of("a", (_, _) => Task.FromResult<object?>(new string('x', 100))), max: 50);

        var result = AttemptRig.Success(await executor.RunAsync(_rig.Attempt(null), CancellationToken.None));

        result.Data.ShouldBeNull();
        result.Message.ShouldNotBeNull().ShouldContain("102 characters");
    }

    [Fact]
    public async Task Progress_and_log_lines_become_output()
    {
        await RunAsync((context, _) =>
        {
            context.ReportProgress(0.255, "half way, nearly");
            context.ReportProgress(7);
            Log(context, LogLevel.Information, "sent 3");
            Log(context, LogLevel.Warning, "slow");
            Log(context, LogLevel.Debug, "hidden");
            return Task.FromResult<object?>(null);
        });

        _rig[OutputStream.System].ShouldBe("progress 25.5% half way, nearly\nprogress 100%\n");
        _rig[OutputStream.Out].ShouldBe("Information: sent 3\n");
        _rig[OutputStream.Error].ShouldBe("Warning: slow\n");
    }

    [Fact]
    public void What_is_no_handler_or_has_no_name_is_refused()
    {
        Should.Throw<ArgumentException>(() => TaskHandlers.Of<Journal>("a"));
        Should.Throw<ArgumentException>(() => TaskHandlers.Of<Both>("a"));
        Should.Throw<ArgumentException>(() => TaskHandlers.Of<Raw>("Send Mail"));
        Should.Throw<ArgumentException>(() => TaskHandlers.Of<Consume>(""));
    }

    private static void Log(TaskContext context, LogLevel level, string line) =>
        context.Logger.Log(level, default, line, null, (text, _) => text);

    private Task<AttemptOutcome> RunAsync(Func<TaskContext, CancellationToken, Task<object?>> handle, CancellationToken cancel = default) =>
        Executor(TaskHandlers.Of("a", handle)).RunAsync(_rig.Attempt(null), cancel);

    private static HandlerExecutor Executor(TaskHandlerRegistration registration, Action<IServiceCollection>? add = null, int max = 1000)
    {
        var services = new ServiceCollection().AddSingleton<Journal>().AddScoped<Connection>();
        add?.Invoke(services);
        return new HandlerExecutor(
            registration, services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), new HandlerOptions { MaxResult = max }, AttemptRig.Threads);
    }
}
