using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>Makes registrations of handlers, from classes and from delegates.</summary>
public static class TaskHandlers
{
    /// <summary>A class that implements exactly one of the handler interfaces, made with services of the attempt's scope.</summary>
    /// <typeparam name="THandler">The class.</typeparam>
    /// <param name="name">What tasks call it by: lower case letters, digits and <c>-</c>.</param>
    /// <exception cref="ArgumentException">It implements none of the interfaces, or several; or the name will not do.</exception>
    public static TaskHandlerRegistration Of<THandler>(string name) where THandler : class => Of(typeof(THandler), name);

    /// <summary>A class that implements exactly one of the handler interfaces, made with services of the attempt's scope.</summary>
    /// <param name="handler">The class.</param>
    /// <param name="name">What tasks call it by: lower case letters, digits and <c>-</c>.</param>
    /// <exception cref="ArgumentException">It implements none of the interfaces, or several; or the name will not do.</exception>
    public static TaskHandlerRegistration Of(Type handler, string name)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var found = handler.GetInterfaces().Where(IsHandler).ToArray();
        if (found.Length != 1)
        {
            throw new ArgumentException(
                $"{HandlerNames.Of(handler)} implements {found.Length} handler interfaces; it must implement one of "
                + "ITaskHandler, ITaskHandler<TInput> and ITaskHandler<TInput, TOutput>.");
        }

        var arguments = found[0].GetGenericArguments();
        var body = arguments.Length == 0 ? Untyped(handler) : Typed(handler, arguments);
        return new(
            name, HandlerNames.Of(handler), services => new(arguments.FirstOrDefault(), body, [.. HandlerServices.ProblemsOf(handler, services)]))
        {
            Class = handler,
            Schedules = AnnotatedHandlers.SchedulesOf(handler),
        };
    }

    /// <summary>
    /// A function with any parameters: the <see cref="TaskContext"/>, the <see cref="CancellationToken"/>, services of the attempt's scope, and one more
    /// at most, which the payload is read as. It may answer nothing, a value, or a task of either.
    /// </summary>
    /// <param name="name">What tasks call it by: lower case letters, digits and <c>-</c>.</param>
    /// <param name="handle">Does one attempt; a <see cref="ScheduleAttribute"/> before it makes its tasks.</param>
    /// <exception cref="ArgumentException">The name will not do.</exception>
    public static TaskHandlerRegistration Of(string name, Delegate handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return new(name, $"the function '{name}'", HandlerMethod.Of(handle).PlanFor) { Schedules = AnnotatedHandlers.SchedulesOf(handle.Method) };
    }

    /// <summary>A delegate that reads the payload itself.</summary>
    /// <param name="name">What tasks call it by.</param>
    /// <param name="handle">Does one attempt; its answer is written as JSON.</param>
    public static TaskHandlerRegistration Of(string name, Func<TaskContext, CancellationToken, Task<object?>> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return Function(name, null, handle, async (_, context, json, cancel) => HandlerJson.Write(await handle(context, cancel), json));
    }

    /// <summary>A delegate with a typed payload and no result.</summary>
    /// <typeparam name="TInput">What the payload is read as.</typeparam>
    /// <param name="name">What tasks call it by.</param>
    /// <param name="handle">Does one attempt.</param>
    public static TaskHandlerRegistration Of<TInput>(string name, Func<TInput, TaskContext, CancellationToken, Task> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return Function(name, typeof(TInput), handle, async (_, context, json, cancel) =>
        {
            await handle(HandlerJson.Read<TInput>(context, json), context, cancel);
            return null;
        });
    }

    /// <summary>A delegate with payload and result typed.</summary>
    /// <typeparam name="TInput">What the payload is read as.</typeparam>
    /// <typeparam name="TOutput">What is written as the result.</typeparam>
    /// <param name="name">What tasks call it by.</param>
    /// <param name="handle">Does one attempt.</param>
    public static TaskHandlerRegistration Of<TInput, TOutput>(
        string name, Func<TInput, TaskContext, CancellationToken, Task<TOutput>> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return Function(name, typeof(TInput), handle, async (_, context, json, cancel) =>
            HandlerJson.WriteTyped(await handle(HandlerJson.Read<TInput>(context, json), context, cancel), json));
    }

    private static TaskHandlerRegistration Function(string name, Type? input, Delegate handle, TaskHandlerBody body) =>
        new(name, $"the function '{name}'", _ => new(input, body, [])) { Schedules = AnnotatedHandlers.SchedulesOf(handle.Method) };

    private static TaskHandlerBody Untyped(Type handler) => async (services, context, json, cancel) =>
        HandlerJson.Write(await ((ITaskHandler)Make(services, handler)).HandleAsync(context, cancel), json);

    private static TaskHandlerBody Typed(Type handler, Type[] arguments) => (TaskHandlerBody)typeof(TaskHandlers)
        .GetMethod(arguments.Length == 1 ? nameof(Consuming) : nameof(Answering), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(arguments)
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [handler], null)!;

    private static TaskHandlerBody Consuming<TInput>(Type handler) => async (services, context, json, cancel) =>
    {
        await ((ITaskHandler<TInput>)Make(services, handler)).HandleAsync(HandlerJson.Read<TInput>(context, json), context, cancel);
        return null;
    };

    private static TaskHandlerBody Answering<TInput, TOutput>(Type handler) => async (services, context, json, cancel) =>
        HandlerJson.WriteTyped(
            await ((ITaskHandler<TInput, TOutput>)Make(services, handler)).HandleAsync(HandlerJson.Read<TInput>(context, json), context, cancel), json);

    private static bool IsHandler(Type type)
    {
        var shape = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return shape == typeof(ITaskHandler) || shape == typeof(ITaskHandler<>) || shape == typeof(ITaskHandler<,>);
    }

    /// <summary>The class as the services know it; where they do not, it is made with its constructor's arguments from them.</summary>
    private static object Make(IServiceProvider services, Type handler) => ActivatorUtilities.GetServiceOrCreateInstance(services, handler);
}
