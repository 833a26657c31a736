using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>A handler under the name that tasks call it by. Made by <see cref="TaskHandlers"/>.</summary>
public sealed class TaskHandlerRegistration
{
    private static readonly SearchValues<char> NameChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private readonly Func<IServiceProviderIsService, HandlerPlan> _plan;

    internal TaskHandlerRegistration(string name, string source, Func<IServiceProviderIsService, HandlerPlan> plan)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.AsSpan().ContainsAnyExcept(NameChars))
            throw new ArgumentException($"'{name}' is no name for a handler: lower case letters, digits and '-' only.", nameof(name));
        (Name, Source, _plan) = (name, source, plan);
    }

    /// <summary>The name that tasks call it by.</summary>
    public string Name { get; }

    /// <summary>The type, the method or the function that it stands for, for people.</summary>
    public string Source { get; }

    /// <summary>The class, where the handler is one: typed submissions name it.</summary>
    public Type? Class { get; init; }

    /// <summary>When its tasks are made.</summary>
    public IReadOnlyList<ScheduleAttribute> Schedules { get; init; } = [];

    internal HandlerPlan PlanFor(IServiceProviderIsService services) => _plan(services);
}

/// <summary>How a handler is called in an application with certain services.</summary>
/// <param name="Input">What the payload is read as; <see langword="null"/> where the handler reads it itself or needs none.</param>
/// <param name="Body">Does one attempt.</param>
/// <param name="Problems">Why it cannot be called.</param>
internal sealed record HandlerPlan(Type? Input, TaskHandlerBody Body, IReadOnlyList<string> Problems);

/// <summary>Does one attempt with the services of its scope; answers the result as JSON.</summary>
internal delegate Task<string?> TaskHandlerBody(
    IServiceProvider services, TaskContext context, JsonSerializerOptions json, CancellationToken cancel);
