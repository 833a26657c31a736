using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>Runs the attempts of one registered handler inside this process, each in a service scope of its own.</summary>
public sealed class HandlerExecutor : ITaskExecutor
{
    private readonly IServiceScopeFactory _scopes;
    private readonly HandlerOptions _options;
    private readonly HandlerPlan _plan;
    private readonly IHandlerHost _host;

    /// <summary>Makes an executor.</summary>
    /// <param name="registration">The handler.</param>
    /// <param name="scopes">Where scopes come from.</param>
    /// <param name="options">How payloads are read and results written.</param>
    /// <param name="host">What its code runs on.</param>
    /// <exception cref="TaskHandlersException">It cannot be called with the services that there are, or its input cannot be read.</exception>
    public HandlerExecutor(TaskHandlerRegistration registration, IServiceScopeFactory scopes, HandlerOptions options, IHandlerHost host)
    {
        ArgumentNullException.ThrowIfNull(registration);
        ArgumentNullException.ThrowIfNull(scopes);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(host);
        using var scope = scopes.CreateScope();
        var plan = registration.PlanFor(scope.ServiceProvider.GetRequiredService<IServiceProviderIsService>());
        var problems = plan.Problems.ToList();
        if (plan.Input is { } input && HandlerJson.InputProblem(input, options.Json) is { } unreadable) problems.Add(unreadable);
        if (problems.Count > 0) throw new TaskHandlersException([.. problems.Select(problem => new TaskHandlerProblem(registration.Source, problem))]);
        (Name, _plan, _scopes, _options, _host) = (registration.Name, plan, scopes, options, host);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public PayloadProblem? Check(JsonElement? payload)
    {
        if (_plan.Input is not { } type) return null;
        if (payload is null or { ValueKind: JsonValueKind.Null } && Nullable.GetUnderlyingType(type) is null)
            return new PayloadProblem("", $"A payload is required: the handler reads it as {type.Name}.");
        try
        {
            payload?.Deserialize(_options.Json.GetTypeInfo(type));
            return null;
        }
        catch (JsonException fault)
        {
            var field = fault.Path is { } path ? path.TrimStart('$').TrimStart('.') : "";
            return new PayloadProblem(field, $"The payload cannot be read as {type.Name}: {HandlerJson.Words(fault)}");
        }
    }

    /// <inheritdoc/>
    public async Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var turns = new AttemptTurns(_host, attempt.Output);
        using var told = new CancellationTokenSource();

        // What the handler has registered for its cancellation is its own code: it does not run where the wish came from.
        await using var link = cancel.UnsafeRegister(_ => turns.Post(_ => Tell(told), null), null);
        return await turns.RunAsync(() => HandleAsync(attempt, told.Token, cancel));
    }

    private static void Tell(CancellationTokenSource told)
    {
        try
        {
            told.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt has ended meanwhile.
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a handler throws is its task's failure.")]
    private async Task<AttemptOutcome> HandleAsync(AttemptContext attempt, CancellationToken told, CancellationToken cancel)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var data = await _plan.Body(scope.ServiceProvider, new TaskContext(attempt, _options.Json, told), _options.Json, told);
            return new AttemptOutcome.Succeeded(Result(data));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (NonRetryableException fault)
        {
            return Failed(attempt, fault, fault.Message) with { Retryable = false };
        }
        catch (Exception fault)
        {
            return Failed(attempt, fault, $"{fault.GetType().Name}: {fault.Message}");
        }
    }

    private TaskResult Result(string? data) =>
        data is null || data.Length <= _options.MaxResult
            ? new TaskResult(0, null, data)
            : new TaskResult(0, $"The result of {data.Length} characters is left out: at most {_options.MaxResult} are kept.", null);

    private static AttemptOutcome.Failed Failed(AttemptContext attempt, Exception fault, string error)
    {
        // The trace goes to the output, where its author looks; the error stays one line.
        attempt.Output.Write(OutputStream.Error, $"{fault}\n");
        return new AttemptOutcome.Failed(error, null) { ErrorType = fault.GetType().FullName };
    }
}
