using System.Collections.Immutable;
using System.Globalization;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>The reads for people.</summary>
internal sealed class SimulatedReads(StoreCalls calls) : ITaskQueries
{
    public Task<T> ReadAsync<T>(string target, Func<StoreState, T> read, CancellationToken cancel) => calls.ReadAsync(target, read, cancel);

    public Task<T> ReadAsync<T>(int shard, Func<ShardState, T> read, CancellationToken cancel) =>
        calls.ReadAsync(
            string.Create(CultureInfo.InvariantCulture, $"shard {shard}"),
            state => read(state.Shards.GetValueOrDefault(shard, NoShard)),
            cancel);

    public Task<TaskSnapshot?> GetAsync(TaskId id, int shard, CancellationToken cancel) =>
        calls.ReadAsync(id.Value, state => TaskReads.Get(state, id, shard), cancel);

    public Task<TaskListPage> ListAsync(TaskFilter filter, int limit, string? cursor, CancellationToken cancel) =>
        calls.ReadAsync("list", state => TaskReads.List(state, filter, limit, cursor), cancel);

    public Task<IReadOnlyList<RecordedStep>> EventsAsync(TaskId id, int shard, CancellationToken cancel) =>
        ReadAsync<IReadOnlyList<RecordedStep>>(shard, rows => rows.Steps.GetValueOrDefault(id.Value, []), cancel);

    public Task<IReadOnlyList<LogChunk>> LogAsync(TaskId id, long afterPosition, int limit, CancellationToken cancel) =>
        calls.ReadAsync<IReadOnlyList<LogChunk>>(
            id.Value,
            state => [.. state.Output.GetValueOrDefault(id.Value, []).Where(chunk => chunk.Position > afterPosition).Take(limit)],
            cancel);

    public Task<IReadOnlyList<TaskCount>> CountAsync(DateTimeOffset now, CancellationToken cancel) =>
        calls.ReadAsync("count", state => TaskReads.Count(state, now), cancel);

    public Task<IReadOnlyList<ShardCount>> CountByShardAsync(DateTimeOffset now, CancellationToken cancel) =>
        calls.ReadAsync("count", state => TaskReads.CountByShard(state, now), cancel);

    private static ShardState NoShard { get; } = new();
}
