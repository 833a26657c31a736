using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>
/// A method or a function as a handler. Its parameters, in any order: the <see cref="TaskContext"/>, the cancellation token, services of the attempt's scope,
/// and one more, which the payload is read as.
/// </summary>
/// <param name="method">Whose parameters, attributes and answer count.</param>
/// <param name="parameters">The parameters that it is called with.</param>
/// <param name="call">Calls it.</param>
/// <param name="owner">The class that it is called on, made for every attempt; <see langword="null"/> where it needs none.</param>
internal sealed class HandlerMethod(MethodInfo method, IReadOnlyList<ParameterInfo> parameters, HandlerMethod.Call call, Type? owner)
{
    /// <summary>Calls the method on an object of its class, or on <see langword="null"/>.</summary>
    public delegate object? Call(object? target, object?[] arguments);

    private delegate object? Source(IServiceProvider services, TaskContext context, System.Text.Json.JsonSerializerOptions json, CancellationToken cancel);

    public static HandlerMethod Of(MethodInfo method)
    {
        var invoker = MethodInvoker.Create(method);
        return new(method, method.GetParameters(), (target, arguments) => invoker.Invoke(target, arguments.AsSpan()), method.IsStatic ? null : method.DeclaringType);
    }

    public static HandlerMethod Of(Delegate function)
    {
        // Called through its own type, a function may be bound to whatever it likes; attributes stand at the method behind it.
        var entrance = function.GetType().GetMethod(nameof(Action.Invoke))!;
        var invoker = MethodInvoker.Create(entrance);
        var parameters = function.Method.GetParameters();
        return new(
            function.Method, parameters[^entrance.GetParameters().Length..], (_, arguments) => invoker.Invoke(function, arguments.AsSpan()), owner: null);
    }

    public HandlerPlan PlanFor(IServiceProviderIsService services)
    {
        var problems = new List<string>();
        var sources = new Source[parameters.Count];
        var inputs = new List<ParameterInfo>();
        for (var i = 0; i < sources.Length; i++)
        {
            var type = parameters[i].ParameterType;
            if (SourceOf(parameters[i], services, problems) is { } source)
            {
                sources[i] = source;
                continue;
            }

            inputs.Add(parameters[i]);
            sources[i] = (_, context, json, _) => HandlerJson.Read(type, context, json);
        }

        if (inputs.Count > 1)
            problems.Add($"only one parameter can be its input, and {string.Join(" and ", inputs.Select(Words))} are no services; register them, or leave one");
        if (HandlerReturn.IsAsyncVoid(method)) problems.Add("it is async and answers void, so nobody can wait for its end; let it answer Task");
        if (owner is not null) problems.AddRange(HandlerServices.ProblemsOf(owner, services));
        return new(inputs.Count == 0 ? null : inputs[0].ParameterType, Body(sources), problems);
    }

    private TaskHandlerBody Body(Source[] sources)
    {
        var write = HandlerReturn.WriterOf(method.ReturnType);
        return async (services, context, json, cancel) =>
        {
            var arguments = Array.ConvertAll(sources, source => source(services, context, json, cancel));
            var target = owner is null ? null : ActivatorUtilities.GetServiceOrCreateInstance(services, owner);
            return await write(call(target, arguments), json);
        };
    }

    /// <summary>Where an argument comes from; <see langword="null"/> for the input.</summary>
    private static Source? SourceOf(ParameterInfo parameter, IServiceProviderIsService services, List<string> problems)
    {
        var type = parameter.ParameterType;
        if (type == typeof(TaskContext)) return static (_, context, _, _) => context;
        if (type == typeof(CancellationToken)) return static (_, _, _, cancel) => cancel;
        var key = parameter.GetCustomAttribute<FromKeyedServicesAttribute>()?.Key;
        if (HandlerServices.Has(parameter, services))
            return key is null ? (provider, _, _, _) => provider.GetRequiredService(type) : (provider, _, _, _) => provider.GetRequiredKeyedService(type, key);

        // What nothing can be read as can only have been meant as a service.
        if (key is null && !parameter.GetCustomAttributes().OfType<IFromServiceMetadata>().Any() && type is { IsInterface: false, IsAbstract: false }) return null;
        problems.Add($"the service {Words(parameter)} is not registered");
        return static (_, _, _, _) => null;
    }

    private static string Words(ParameterInfo parameter) => $"{HandlerNames.Of(parameter.ParameterType)} {parameter.Name}";
}
