using System.Reflection;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting.Embedding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Akka.Scheduler.Hosting;

/// <summary>Registers handlers by attribute, and functions as handlers.</summary>
public static class TaskMappingExtensions
{
    /// <summary>
    /// Registers the classes and methods of an assembly that have a <see cref="TaskAttribute"/>, with the schedules beside them. What is wrong with them is
    /// said when the application starts, all at once, by a <see cref="TaskHandlersException"/>.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="assembly">The assembly.</param>
    public static IServiceCollection AddTaskHandlers(this IServiceCollection services, Assembly assembly)
    {
        var found = AnnotatedHandlers.In(assembly);
        foreach (var registration in found.Registrations) services.AddSingleton(registration);
        foreach (var problem in found.Problems) services.AddSingleton(problem);
        return services;
    }

    /// <summary>As <see cref="AddTaskHandlers"/>, with the assembly of a type.</summary>
    /// <typeparam name="T">Any type of the assembly.</typeparam>
    /// <param name="services">The application's services.</param>
    public static IServiceCollection AddTaskHandlersFrom<T>(this IServiceCollection services) => services.AddTaskHandlers(typeof(T).Assembly);

    /// <summary>
    /// Registers a function that runs the tasks whose executor is <paramref name="name"/>. Its parameters, in any order: services of the attempt's scope,
    /// the <see cref="TaskContext"/>, the <see cref="CancellationToken"/>, and one more at most, which the payload is read as. It may answer nothing, a
    /// value, which is the task's result, or a task of either.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">Lower case letters, digits and <c>-</c>.</param>
    /// <param name="handle">Runs one attempt; an exception makes it a failed one. A <see cref="ScheduleAttribute"/> may stand before it.</param>
    public static IServiceCollection AddTask(this IServiceCollection services, string name, Delegate handle) =>
        services.AddSingleton(TaskHandlers.Of(name, handle));

    /// <summary>As <see cref="AddTask"/>, on an application that is built and not started yet.</summary>
    /// <typeparam name="THost">The application.</typeparam>
    /// <param name="app">The application.</param>
    /// <param name="name">Lower case letters, digits and <c>-</c>.</param>
    /// <param name="handle">Runs one attempt; an exception makes it a failed one.</param>
    /// <exception cref="InvalidOperationException">The application has started.</exception>
    public static THost MapTask<THost>(this THost app, string name, Delegate handle) where THost : IHost
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Services.GetRequiredService<EmbeddedHandlers>().Add(TaskHandlers.Of(name, handle));
        return app;
    }
}
