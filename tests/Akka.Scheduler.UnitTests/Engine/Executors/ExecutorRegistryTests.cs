using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Executors;

public sealed class ExecutorRegistryTests
{
    private readonly List<string> _freed = [];

    [Fact]
    public async Task Executors_are_freed_once_whichever_way_they_can_be()
    {
        var registry = new ExecutorRegistry([new Plain("plain"), new AtOnce(_freed), new Later(_freed)]);
        await registry.DisposeAsync();
        await registry.DisposeAsync();

        _freed.ShouldBe(["at-once", "later"], ignoreOrder: true);
    }

    [Fact]
    public async Task One_that_fails_does_not_keep_the_others_from_being_freed()
    {
        var registry = new ExecutorRegistry([new Broken("broken-1"), new AtOnce(_freed), new Later(_freed), new Broken("broken-2")]);

        var fault = await Should.ThrowAsync<AggregateException>(async () => await registry.DisposeAsync());
        fault.InnerExceptions.Count.ShouldBe(2);
        _freed.ShouldBe(["at-once", "later"], ignoreOrder: true);
    }

    private class Plain(string name) : ITaskExecutor
    {
        public string Name => name;

        public PayloadProblem? Check(JsonElement? payload) => null;

        public Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel) =>
            Task.FromResult<AttemptOutcome>(new AttemptOutcome.Succeeded(null));
    }

    private sealed class AtOnce(List<string> freed) : Plain("at-once"), IDisposable
    {
        public void Dispose() => freed.Add(Name);
    }

    private sealed class Later(List<string> freed) : Plain("later"), IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            freed.Add(Name);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Broken(string name) : Plain(name), IDisposable
    {
        public void Dispose() => throw new IOException("the peer is gone");
    }
}
