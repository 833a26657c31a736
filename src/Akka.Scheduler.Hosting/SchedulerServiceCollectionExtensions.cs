using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Embedding;
using Akka.Scheduler.Hosting.Gateway;
using Akka.Scheduler.Hosting.Gateway.Description;
using Akka.Scheduler.Hosting.Runtime;
using Akka.Scheduler.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting;

/// <summary>Puts a scheduler node into an application.</summary>
public static class SchedulerServiceCollectionExtensions
{
    /// <summary>Adds a node, which starts and stops with the application. <see cref="SchedulerEndpointExtensions.MapScheduler"/> adds its HTTP interface.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="options">The node's configuration; <see cref="ConfigurationLoader"/> reads one from HOCON.</param>
    /// <exception cref="ArgumentException">The configuration is not valid; the message names every problem.</exception>
    public static IServiceCollection AddScheduler(this IServiceCollection services, NodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join("; ", problems.Select(problem => $"{problem.Key}: {problem.Problem} ({problem.Fix})")), nameof(options));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TransitionHub>();
        services.AddSingleton<EngineLog>();
        services.AddSingleton<ClusterLog>();

        // Every attempt may block one, and as many that were given up. Threads are real, whatever clock the node has.
        services.AddSingleton(_ => new HandlerThreads((2 * options.Worker.Capacity) + Environment.ProcessorCount, TimeProvider.System));
        services.AddSingleton(provider => new EmbeddedHandlers(
            provider.GetServices<TaskHandlerRegistration>(),
            provider.GetServices<TaskHandlerProblem>(),
            ExecutorSet.Make(options.Executors, provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetService<HandlerOptions>() ?? new() { MaxResult = (int)options.Worker.MaxResult },
            provider.GetRequiredService<HandlerThreads>()));
        services.AddSingleton(provider => new SchedulerRuntime(
            options,
            provider.GetRequiredService<EmbeddedHandlers>(),
            provider.GetRequiredService<TransitionHub>(),
            provider.GetRequiredService<EngineLog>(),
            provider.GetRequiredService<ClusterLog>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<GatewayServices>();
        services.AddSingleton(provider => new HandlerSchedules(
            provider.GetRequiredService<EmbeddedHandlers>(), provider.GetRequiredService<GatewayServices>().ScheduleCheck));
        services.AddSingleton<ITaskScheduler>(provider => new InProcessScheduler(
            provider.GetRequiredService<GatewayServices>().Door, provider.GetRequiredService<EmbeddedHandlers>()));
        services.AddHostedService<SchedulerService>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default));
        services.AddOpenApi(document => document.AddOperationTransformer(WireOperations.CompleteAsync).AddDocumentTransformer(WireSchemas.CorrectAsync));
        return services;
    }

    /// <summary>Registers a class that runs the tasks whose executor is <paramref name="name"/>. Each attempt gets a scope of its own.</summary>
    /// <typeparam name="THandler">Implements one of the handler interfaces.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="name">Lower case letters, digits and <c>-</c>.</param>
    public static IServiceCollection AddTaskHandler<THandler>(this IServiceCollection services, string name)
        where THandler : class => services.AddSingleton(TaskHandlers.Of<THandler>(name));

    /// <summary>Registers a function that runs the tasks whose executor is <paramref name="name"/>.</summary>
    /// <typeparam name="TInput">What the payload is read as.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="name">Lower case letters, digits and <c>-</c>.</param>
    /// <param name="handle">Runs one attempt; an exception makes it a failed one.</param>
    public static IServiceCollection AddTaskHandler<TInput>(
        this IServiceCollection services, string name, Func<TInput, TaskContext, CancellationToken, Task> handle) =>
        services.AddSingleton(TaskHandlers.Of(name, handle));

    /// <summary>Registers a function that runs the tasks whose executor is <paramref name="name"/>, and hands back a result.</summary>
    /// <typeparam name="TInput">What the payload is read as.</typeparam>
    /// <typeparam name="TOutput">What is stored as the task's result.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="name">Lower case letters, digits and <c>-</c>.</param>
    /// <param name="handle">Runs one attempt; an exception makes it a failed one.</param>
    public static IServiceCollection AddTaskHandler<TInput, TOutput>(
        this IServiceCollection services, string name, Func<TInput, TaskContext, CancellationToken, Task<TOutput>> handle) =>
        services.AddSingleton(TaskHandlers.Of(name, handle));
}
