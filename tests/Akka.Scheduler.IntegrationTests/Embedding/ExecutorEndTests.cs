using System.Collections.Concurrent;
using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting.Embedding;
using Akka.Scheduler.IntegrationTests.Gateway;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Embedding;

/// <summary>What becomes of executors when their node stops.</summary>
public sealed class ExecutorEndTests
{
    [Fact]
    public async Task Executors_are_freed_when_the_node_has_stopped_and_not_before_the_last_attempt_has_ended()
    {
        var executor = new LongExecutor();
        await using var node = await ServedNode.StartAsync(options => options, services => services.AddSingleton(provider => new EmbeddedHandlers(
            [], [], [executor], provider.GetRequiredService<IServiceScopeFactory>(), new(), provider.GetRequiredService<HandlerThreads>())));
        await node.AskAsync(HttpMethod.Post, "tasks", """{"id":"long","executor":"long"}""", 201);
        await executor.Started.WaitAsync(TimeSpan.FromMinutes(1));

        await node.StopAsync();
        executor.Events.ShouldBe(["ended", "freed"]);
    }

    private sealed class LongExecutor : ITaskExecutor, IAsyncDisposable
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> Events { get; } = new();

        public Task Started => _started.Task;

        public string Name => "long";

        public PayloadProblem? Check(JsonElement? payload) => null;

        // It ends only because its worker stops, after the node's grace.
        public async Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel)
        {
            _started.TrySetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
                throw new InvalidOperationException("that was a long time");
            }
            finally
            {
                Events.Enqueue("ended");
            }
        }

        public ValueTask DisposeAsync()
        {
            Events.Enqueue("freed");
            return ValueTask.CompletedTask;
        }
    }
}
