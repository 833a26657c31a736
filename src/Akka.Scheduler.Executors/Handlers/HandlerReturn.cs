using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>What a method may hand back: nothing, a value, or a task of either. Awaits it and writes the value as JSON.</summary>
internal static class HandlerReturn
{
    /// <summary>Awaits what a method answered and writes it.</summary>
    public delegate Task<string?> Writer(object? answer, JsonSerializerOptions json);

    public static Writer WriterOf(Type type)
    {
        if (type == typeof(void)) return static (_, _) => Task.FromResult<string?>(null);
        if (type == typeof(Task)) return static async (answer, _) => await Silent((Task)answer!);
        if (type == typeof(ValueTask)) return static async (answer, _) => await Silent(((ValueTask)answer!).AsTask());
        var shape = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (shape == typeof(Task<>)) return Of(nameof(Awaited), type.GetGenericArguments()[0]);
        return shape == typeof(ValueTask<>) ? Of(nameof(AwaitedValue), type.GetGenericArguments()[0]) : Of(nameof(Plain), type);
    }

    /// <summary>Nobody can wait for such a method, nor hear that it failed.</summary>
    public static bool IsAsyncVoid(MethodInfo method) =>
        method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false);

    private static Writer Of(string maker, Type type) => typeof(HandlerReturn)
        .GetMethod(maker, BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(type)
        .CreateDelegate<Writer>();

    private static async Task<string?> Silent(Task task)
    {
        await task;
        return null;
    }

    private static async Task<string?> Awaited<T>(object? answer, JsonSerializerOptions json) => HandlerJson.WriteTyped(await (Task<T>)answer!, json);

    private static async Task<string?> AwaitedValue<T>(object? answer, JsonSerializerOptions json) =>
        HandlerJson.WriteTyped(await (ValueTask<T>)answer!, json);

    private static Task<string?> Plain<T>(object? answer, JsonSerializerOptions json) => Task.FromResult(HandlerJson.WriteTyped((T)answer!, json));
}
