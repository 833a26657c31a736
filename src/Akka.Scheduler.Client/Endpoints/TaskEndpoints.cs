using Akka.Scheduler.Client.Http;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Client.Endpoints;

/// <summary>
/// What can be asked of tasks. Every method may throw <see cref="SchedulerException"/> and <see cref="SchedulerUnreachableException"/>.
/// </summary>
public sealed class TaskEndpoints
{
    private readonly GatewayCalls _calls;
    private readonly SafeRepeat _repeat;

    internal TaskEndpoints(GatewayCalls calls)
    {
        _calls = calls;
        _repeat = new SafeRepeat(calls);
    }

    /// <summary>Submits one task; when this returns, the task is durable.</summary>
    /// <param name="request">The task.</param>
    /// <param name="idempotencyKey">The same key and body again answer the same task; null for none.</param>
    /// <param name="wait">Answer when the task has finished, or after this long; null answers at once.</param>
    /// <param name="cancel">Stops waiting; the task may have been taken.</param>
    /// <returns>The task.</returns>
    public Task<TaskView> SubmitAsync(
        SubmitTaskRequest request, string? idempotencyKey = null, TimeSpan? wait = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_repeat.Rule is { } rule && request.Id is null) idempotencyKey ??= SafeRepeat.NewKey(rule);
        var query = new QueryText().Add("wait", wait is { } longest ? WireDuration.Format(longest) : null);
        var post = GatewayRequest.Post("tasks" + query).With(request, WireJson.Default.SubmitTaskRequest);
        post = post with { IdempotencyKey = idempotencyKey };
        return _repeat.RunAsync(token => _calls.SendAsync(post, WireJson.Default.TaskView, token, wait ?? TimeSpan.Zero), cancel);
    }

    /// <summary>Submits up to 10,000 tasks; each is taken or refused on its own.</summary>
    /// <param name="tasks">The tasks. When submits are repeated, those without an id are given one first.</param>
    /// <param name="cancel">Stops waiting; tasks may have been taken.</param>
    /// <returns>One item for each task, in order.</returns>
    public Task<BatchReply> SubmitBatchAsync(IReadOnlyList<SubmitTaskRequest> tasks, CancellationToken cancel = default) => SubmitBatchAsync(tasks, null, cancel);

    /// <summary>Submits up to 10,000 tasks and one that runs when all of them have ended.</summary>
    /// <param name="tasks">The tasks. When submits are repeated, those without an id are given one first.</param>
    /// <param name="then">The task that comes after them; null for none.</param>
    /// <param name="cancel">Stops waiting; tasks may have been taken.</param>
    /// <returns>One item for each task, in order, and the name of the batch.</returns>
    public Task<BatchReply> SubmitBatchAsync(IReadOnlyList<SubmitTaskRequest> tasks, SubmitTaskRequest? then, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        if (_repeat.Rule is { } rule)
            tasks = [.. tasks.Select(task => task.Id is null ? task with { Id = SafeRepeat.NewKey(rule) } : task)];
        if (_repeat.Rule is { } repeats && then is { Id: null }) then = then with { Id = SafeRepeat.NewKey(repeats) };
        var post = GatewayRequest.Post("tasks/batch").With(new BatchRequest { Tasks = tasks, Then = then }, WireJson.Default.BatchRequest);
        return _repeat.RunAsync(token => _calls.SendAsync(post, WireJson.Default.BatchReply, token), cancel);
    }

    /// <summary>One page of the parts of a task, by their number.</summary>
    /// <param name="id">The task that gathers them.</param>
    /// <param name="limit">How many at most, 1 to 1,000; null for the node's default.</param>
    /// <param name="cursor">Where the page begins; null for the first one.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The page.</returns>
    public Task<Page<TaskView>> ListPartsAsync(string id, int? limit = null, string? cursor = null, CancellationToken cancel = default) => _calls.SendAsync(
        GatewayRequest.Get(Path(id) + "/parts" + new QueryText().Add("limit", limit?.ToString(System.Globalization.CultureInfo.InvariantCulture)).Add("cursor", cursor)),
        WireJson.Default.PageTaskView, cancel);

    /// <summary>How far a batch has come that a task comes after.</summary>
    /// <param name="id">The batch's name.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>Its counts.</returns>
    public Task<BatchView> GetBatchAsync(string id, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get($"batches/{Uri.EscapeDataString(id)}"), WireJson.Default.BatchView, cancel);

    /// <summary>One page of tasks, newest first.</summary>
    /// <param name="query">Which tasks.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The page.</returns>
    public Task<Page<TaskView>> ListAsync(TaskQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _calls.SendAsync(GatewayRequest.Get("tasks" + query.ToQuery()), WireJson.Default.PageTaskView, cancel);
    }

    /// <summary>One task.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The task.</returns>
    public Task<TaskView> GetAsync(string id, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get(Path(id)), WireJson.Default.TaskView, cancel);

    /// <summary>The transitions of a task, oldest first.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The transitions.</returns>
    public Task<Page<TaskEventView>> EventsAsync(string id, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get(Path(id) + "/events"), WireJson.Default.PageTaskEventView, cancel);

    /// <summary>The output captured so far.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The output.</returns>
    public Task<LogView> LogAsync(string id, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get(Path(id) + "/log"), WireJson.Default.LogView, cancel);

    /// <summary>
    /// The output from its beginning, and on as it is written, until the task has finished: server-sent events whose data is a
    /// <see cref="LogLine"/>, ended by an event of type <c>end</c> or by the end of the stream.
    /// </summary>
    /// <param name="id">The task.</param>
    /// <param name="cancel">Ends the stream.</param>
    /// <returns>The lines.</returns>
    public IAsyncEnumerable<LogLine> FollowLogAsync(string id, CancellationToken cancel = default) =>
        EventStream.ReadAsync(_calls, Path(id) + "/log?follow=true", WireJson.Default.LogLine, cancel);

    /// <summary>Cancels a task, also while it runs.</summary>
    /// <param name="id">The task.</param>
    /// <param name="reason">Why, for its history.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The task.</returns>
    public Task<TaskView> CancelAsync(string id, string? reason = null, CancellationToken cancel = default) =>
        _calls.SendAsync(
            GatewayRequest.Post(Path(id) + "/cancel").With(new ReasonRequest { Reason = reason }, WireJson.Default.ReasonRequest),
            WireJson.Default.TaskView,
            cancel);

    /// <summary>Redrives a finished task.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The task.</returns>
    public Task<TaskView> RetryAsync(string id, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Post(Path(id) + "/retry"), WireJson.Default.TaskView, cancel);

    /// <summary>Redrives finished tasks of a filter; go on with the answer's cursor until there is none.</summary>
    /// <param name="which">Which tasks; at least one member must narrow them.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>What became of those that this request came to.</returns>
    public Task<BulkReply> RetryManyAsync(BulkRequest which, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Post("tasks/retry").With(which, WireJson.Default.BulkRequest), WireJson.Default.BulkReply, cancel);

    /// <summary>Cancels tasks of a filter, also running ones; go on with the answer's cursor until there is none.</summary>
    /// <param name="which">Which tasks; at least one member must narrow them.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>What became of those that this request came to.</returns>
    public Task<BulkReply> CancelManyAsync(BulkRequest which, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Post("tasks/cancel").With(which, WireJson.Default.BulkRequest), WireJson.Default.BulkReply, cancel);

    /// <summary>Changes a task that has not finished.</summary>
    /// <param name="id">The task.</param>
    /// <param name="patch">What to change.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The task.</returns>
    public Task<TaskView> PatchAsync(string id, TaskPatch patch, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Patch(Path(id)).With(patch, WireJson.Default.TaskPatch), WireJson.Default.TaskView, cancel);

    /// <summary>Why a task has not run.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The answer, in words and fields.</returns>
    public Task<ExplainView> ExplainAsync(string id, CancellationToken cancel = default) =>
        _calls.SendAsync(GatewayRequest.Get(Path(id) + "/explain"), WireJson.Default.ExplainView, cancel);

    private static string Path(string id) => "tasks/" + Uri.EscapeDataString(id);
}
