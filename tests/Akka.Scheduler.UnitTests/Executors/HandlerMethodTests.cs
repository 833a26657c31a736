using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Executors.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

/// <summary>Functions and annotated methods as handlers: what their parameters get, what their answers become, and what is refused.</summary>
public sealed class HandlerMethodTests
{
    private readonly AttemptRig _rig = new();

    public sealed record Resize(string File, int Width);

    public interface IImages
    {
        string Scale(string file, int width);
    }

    public sealed class Images : IImages
    {
        public string Scale(string file, int width) => $"{file}@{width}";
    }

    [Fact]
    public async Task Parameters_are_bound_in_any_order()
    {
        var executor = Executor(
            TaskHandlers.Of("resize", async (CancellationToken cancel, IImages images, Resize input, TaskContext task) =>
            {
                await Task.Yield();
                cancel.ShouldBe(task.Cancellation);
                return new { Done = images.Scale(input.File, input.Width), task.Attempt };
            }));

        executor.Check(AttemptRig.Json("""{"width":"wide"}""")).ShouldNotBeNull().Field.ShouldBe("width");
        AttemptRig.Success(await executor.RunAsync(_rig.Attempt("""{"file":"a.png","width":80}"""), CancellationToken.None)).Data
            .ShouldBe("""{"done":"a.png@80","attempt":2}""");
    }

    [Fact]
    public async Task A_keyed_service_is_bound_by_its_key()
    {
        var executor = Executor(TaskHandlers.Of("k", ([FromKeyedServices("b")] string text) => text), services => services.AddKeyedSingleton("b", "bee"));

        AttemptRig.Success(await executor.RunAsync(_rig.Attempt(null), CancellationToken.None)).Data.ShouldBe("\"bee\"");
    }

    [Fact]
    public async Task Every_kind_of_answer_is_awaited_and_written()
    {
        (await Answer(() => { })).ShouldBeNull();
        (await Answer(() => Task.CompletedTask)).ShouldBeNull();
        (await Answer(() => ValueTask.CompletedTask)).ShouldBeNull();
        (await Answer(() => 7)).ShouldBe("7");
        (await Answer(() => Task.FromResult<int[]>([1, 2]))).ShouldBe("[1,2]");
        (await Answer(async ValueTask<string> () =>
        {
            await Task.Yield();
            return "late";
        })).ShouldBe("\"late\"");
    }

    [Fact]
    public async Task What_a_function_throws_is_its_own_exception()
    {
        var executor = Executor(TaskHandlers.Of("f", int () => throw new NonRetryableException("never")));

        var failed = (await executor.RunAsync(_rig.Attempt(null), CancellationToken.None)).ShouldBeOfType<AttemptOutcome.Failed>();
        (failed.Error, failed.Retryable).ShouldBe(("never", false));
    }

    [Fact]
    public void Problems_are_named_all_at_once()
    {
        var refusal = Should.Throw<TaskHandlersException>(() => Executor(
            TaskHandlers.Of("f", (Resize one, HandlerExecutorTests.Mail other, IDisposable gone) => { })));

        refusal.Problems.Select(problem => problem.Detail).ShouldBe(
        [
            "the service IDisposable gone is not registered",
            "only one parameter can be its input, and HandlerMethodTests.Resize one and HandlerExecutorTests.Mail other are no services; register them, or leave one",
        ]);
        refusal.Message.ShouldStartWith("2 problems with task handlers:\n- the function 'f': the service");
    }

    private async Task<string?> Answer(Delegate handle) =>
        AttemptRig.Success(await Executor(TaskHandlers.Of("a", handle)).RunAsync(_rig.Attempt(null), CancellationToken.None)).Data;

    private static HandlerExecutor Executor(TaskHandlerRegistration registration, Action<IServiceCollection>? register = null)
    {
        var services = new ServiceCollection().AddSingleton<IImages, Images>();
        register?.Invoke(services);
        return new(registration, services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), new(), AttemptRig.Threads);
    }
}
