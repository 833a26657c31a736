using System.Buffers;
using System.Text.Json;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>A handler under the name that tasks call it by. Made by <see cref="TaskHandlers"/>.</summary>
public sealed class TaskHandlerRegistration
{
    private static readonly SearchValues<char> NameChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    internal TaskHandlerRegistration(string name, Type? input, TaskHandlerBody body)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.AsSpan().ContainsAnyExcept(NameChars))
            throw new ArgumentException($"'{name}' is no name for a handler: lower case letters, digits and '-' only.", nameof(name));
        (Name, Input, Body) = (name, input, body);
    }

    /// <summary>The name that tasks call it by.</summary>
    public string Name { get; }

    /// <summary>What the payload is read as; <see langword="null"/> where the handler reads it itself.</summary>
    public Type? Input { get; }

    internal TaskHandlerBody Body { get; }
}

/// <summary>Does one attempt with the services of its scope; answers the result as JSON.</summary>
internal delegate Task<string?> TaskHandlerBody(
    IServiceProvider services, TaskContext context, JsonSerializerOptions json, CancellationToken cancel);
