using Akka.Scheduler.Executors.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

public sealed class AnnotatedHandlersTests
{
    private readonly AttemptRig _rig = new();

    [Task("greet"), Schedule("0 2 * * *", TimeZone = "Europe/Berlin", Input = "\"you\""), Schedule("@hourly", Id = "often")]
    public sealed class Greet : ITaskHandler<string, string>
    {
        public Task<string> HandleAsync(string input, TaskContext context, CancellationToken cancel) => Task.FromResult($"hello {input}");
    }

    public sealed class Jobs(HandlerMethodTests.Images images)
    {
        [Task("scale")]
        public string Scale(HandlerMethodTests.Resize input) => images.Scale(input.File, input.Width);

        [Task("count"), Schedule("@daily")]
        public static int Count(TaskContext task) => task.Attempt;
    }

    [Task("open")]
    public sealed class Open<T> : ITaskHandler<T>
    {
        public Task HandleAsync(T input, TaskContext context, CancellationToken cancel) => Task.CompletedTask;
    }

    [Task("base")]
    public abstract class Unfinished : ITaskHandler
    {
        public abstract Task<object?> HandleAsync(TaskContext context, CancellationToken cancel);
    }

    [Task("Wrong Name")]
    public sealed class Misnamed : ITaskHandler
    {
        public Task<object?> HandleAsync(TaskContext context, CancellationToken cancel) => Task.FromResult<object?>(null);
    }

    [Task("nothing")]
    public sealed class NoHandler;

    [Schedule("@daily")]
    public sealed class Nameless : ITaskHandler
    {
        public Task<object?> HandleAsync(TaskContext context, CancellationToken cancel) => Task.FromResult<object?>(null);
    }

    [Fact]
    public async Task Classes_and_methods_are_found_with_their_schedules()
    {
        var found = AnnotatedHandlers.Of([typeof(Greet), typeof(Jobs)]);

        found.Problems.ShouldBeEmpty();
        found.Registrations.Select(each => (each.Name, each.Source)).ShouldBe(
            [("greet", "AnnotatedHandlersTests.Greet"), ("scale", "AnnotatedHandlersTests.Jobs.Scale"), ("count", "AnnotatedHandlersTests.Jobs.Count")]);
        found.Registrations[0].Schedules.Select(each => (each.Cron, each.TimeZone, each.Id)).ShouldBe([("0 2 * * *", "Europe/Berlin", null), ("@hourly", null, "often")]);
        found.Registrations[2].Schedules.Single().Cron.ShouldBe("@daily");
        (await Result(found.Registrations[0], "\"you\"")).ShouldBe("\"hello you\"");
        (await Result(found.Registrations[1], """{"file":"b","width":3}""")).ShouldBe("\"b@3\"");
        (await Result(found.Registrations[2], null)).ShouldBe("2");
    }

    [Fact]
    public void What_cannot_be_a_handler_is_named_with_its_type() =>
        AnnotatedHandlers.Of([typeof(Open<>), typeof(Unfinished), typeof(Misnamed), typeof(NoHandler), typeof(Nameless)]).Problems.Select(each => each.ToString()).ShouldBe(
        [
            "AnnotatedHandlersTests.Open<T>: a generic class cannot be a handler: nobody knows its type arguments",
            "AnnotatedHandlersTests.Unfinished: an abstract class cannot be a handler: put [Task] on the classes that derive from it",
            "AnnotatedHandlersTests.Misnamed: 'Wrong Name' is no name for a handler: lower case letters, digits and '-' only. (Parameter 'name')",
            "AnnotatedHandlersTests.NoHandler: AnnotatedHandlersTests.NoHandler implements 0 handler interfaces; it must implement one of ITaskHandler, ITaskHandler<TInput> and ITaskHandler<TInput, TOutput>.",
            "AnnotatedHandlersTests.Nameless: [Schedule] stands there without [Task], which names the handler",
        ]);

    [Fact]
    public void Functions_with_schedules_are_left_to_whoever_registers_them()
    {
        var function = [Schedule("@daily")] () => 1;

        TaskHandlers.Of("f", function).Schedules.Single().Cron.ShouldBe("@daily");
        AnnotatedHandlers.Of([function.Method.DeclaringType!]).ShouldSatisfyAllConditions(
            found => found.Registrations.ShouldBeEmpty(), found => found.Problems.ShouldBeEmpty());
    }

    private async Task<string?> Result(TaskHandlerRegistration registration, string? payload)
    {
        var services = new ServiceCollection().AddSingleton<HandlerMethodTests.Images>().BuildServiceProvider();
        var executor = new HandlerExecutor(registration, services.GetRequiredService<IServiceScopeFactory>(), new(), AttemptRig.Threads);
        return AttemptRig.Success(await executor.RunAsync(_rig.Attempt(payload), CancellationToken.None)).Data;
    }
}
