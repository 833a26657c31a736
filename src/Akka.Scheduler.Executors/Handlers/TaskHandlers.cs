using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>Makes registrations of handlers, from classes and from delegates.</summary>
public static class TaskHandlers
{
    /// <summary>A class that implements exactly one of the handler interfaces, made with services of the attempt's scope.</summary>
    /// <typeparam name="THandler">The class.</typeparam>
    /// <param name="name">What tasks call it by: lower case letters, digits and <c>-</c>.</param>
    /// <exception cref="ArgumentException">It implements none of the interfaces, or several; or the name will not do.</exception>
    public static TaskHandlerRegistration Of<THandler>(string name) where THandler : class
    {
        var found = typeof(THandler).GetInterfaces().Where(IsHandler).ToArray();
        if (found.Length != 1)
        {
            throw new ArgumentException(
                $"{typeof(THandler).Name} implements {found.Length} handler interfaces; it must implement one of "
                + "ITaskHandler, ITaskHandler<TInput> and ITaskHandler<TInput, TOutput>.");
        }

        var arguments = found[0].GetGenericArguments();
        if (arguments.Length == 0) return Untyped(name, services => (ITaskHandler)Make<THandler>(services));
        var maker = arguments.Length == 1 ? nameof(Consuming) : nameof(Answering);
        return (TaskHandlerRegistration)typeof(TaskHandlers)
            .GetMethod(maker, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod([typeof(THandler), .. arguments])
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [name], null)!;
    }

    /// <summary>A delegate that reads the payload itself.</summary>
    /// <param name="name">What tasks call it by.</param>
    /// <param name="handle">Does one attempt; its answer is written as JSON.</param>
    public static TaskHandlerRegistration Of(string name, Func<TaskContext, CancellationToken, Task<object?>> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return new TaskHandlerRegistration(name, null, async (_, context, json, cancel) => Write(await handle(context, cancel), json));
    }

    /// <summary>A delegate with a typed payload and no result.</summary>
    /// <typeparam name="TInput">What the payload is read as.</typeparam>
    /// <param name="name">What tasks call it by.</param>
    /// <param name="handle">Does one attempt.</param>
    public static TaskHandlerRegistration Of<TInput>(string name, Func<TInput, TaskContext, CancellationToken, Task> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return new TaskHandlerRegistration(name, typeof(TInput), async (_, context, json, cancel) =>
        {
            await handle(Read<TInput>(context, json), context, cancel);
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
        return new TaskHandlerRegistration(name, typeof(TInput), async (_, context, json, cancel) =>
            WriteTyped(await handle(Read<TInput>(context, json), context, cancel), json));
    }

    private static TaskHandlerRegistration Untyped(string name, Func<IServiceProvider, ITaskHandler> make) =>
        new(name, null, async (services, context, json, cancel) => Write(await make(services).HandleAsync(context, cancel), json));

    private static TaskHandlerRegistration Consuming<THandler, TInput>(string name) where THandler : class, ITaskHandler<TInput> =>
        new(name, typeof(TInput), async (services, context, json, cancel) =>
        {
            await Make<THandler>(services).HandleAsync(Read<TInput>(context, json), context, cancel);
            return null;
        });

    private static TaskHandlerRegistration Answering<THandler, TInput, TOutput>(string name)
        where THandler : class, ITaskHandler<TInput, TOutput> =>
        new(name, typeof(TInput), async (services, context, json, cancel) =>
            WriteTyped(await Make<THandler>(services).HandleAsync(Read<TInput>(context, json), context, cancel), json));

    private static bool IsHandler(Type type)
    {
        var shape = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return shape == typeof(ITaskHandler) || shape == typeof(ITaskHandler<>) || shape == typeof(ITaskHandler<,>);
    }

    /// <summary>The class as the services know it; where they do not, it is made with its constructor's arguments from them.</summary>
    private static THandler Make<THandler>(IServiceProvider services) where THandler : class =>
        ActivatorUtilities.GetServiceOrCreateInstance<THandler>(services);

    private static TInput Read<TInput>(TaskContext context, JsonSerializerOptions json)
    {
        var type = (JsonTypeInfo<TInput>)json.GetTypeInfo(typeof(TInput));
        try
        {
            // Only where the input is a nullable value is nothing an input.
            var input = JsonSerializer.Deserialize(context.Payload ?? "null", type);
            return input is not null || typeof(TInput).IsValueType ? input! : throw new NonRetryableException("A payload is required.");
        }
        catch (JsonException fault)
        {
            throw new NonRetryableException($"The payload cannot be read as {typeof(TInput).Name}: {fault.Message}", fault);
        }
    }

    private static string? Write(object? result, JsonSerializerOptions json) =>
        result is null ? null : JsonSerializer.Serialize(result, json.GetTypeInfo(result.GetType()));

    private static string? WriteTyped<TOutput>(TOutput result, JsonSerializerOptions json) =>
        result is null ? null : JsonSerializer.Serialize(result, (JsonTypeInfo<TOutput>)json.GetTypeInfo(typeof(TOutput)));
}
