using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.TestKit;
using Shouldly;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>One sequence of operations, drawn from a seed, done to two stores at once; every answer is compared.</summary>
internal sealed class DifferentialRun(int seed, StorePorts left, StorePorts right)
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly Random _random = new(seed);
    private readonly Dictionary<int, ShardWriter> _owners = [];
    private readonly Dictionary<int, ShardBatch> _lastBatches = [];
    private readonly List<ShardWriter> _former = [];
    private readonly Dictionary<string, (int Shard, TaskSnapshot Task)> _tasks = new(StringComparer.Ordinal);
    private int _step;
    private int _made;
    private NodeIncarnation _node = new("node-a", new Guid(1, 0, 0, new byte[8]));

    public async Task StartAsync() => await JoinAsync();

    public async Task StepAsync()
    {
        _step++;
        await (_random.Next(12) switch
        {
            0 => AcquireAsync(),
            1 => ReleaseAsync(),
            2 => StaleAsync(),
            3 => ResendAsync(),
            4 => InsertAsync(),
            5 => DrainAsync(),
            6 when _random.Next(6) == 0 => JoinAsync(),
            7 => ClaimAsync(),
            8 when _random.Next(4) == 0 => CompareAsync(),
            _ => CommitAsync(),
        });
    }

    /// <summary>Everything that can be seen of both stores.</summary>
    public Task CompareAsync() => BothAsync(store => StoreText.OfAsync(store, [.. _tasks.Select(each => (each.Key, each.Value.Shard))], Now()));

    private async Task JoinAsync()
    {
        _node = _node with { Incarnation = new Guid(_step + 1, 0, 0, new byte[8]) };
        await BothAsync(async store => (await store.Membership.JoinUpAsync(_node, new("facts", 4))).GetType().Name);
        _former.AddRange(_owners.Values);
        _owners.Clear();
    }

    private async Task AcquireAsync()
    {
        var (shard, forced) = (_random.Next(4), _random.Next(2) == 0);
        AcquiredShard? taken = null;
        var id = new Guid(0, 0, 0, BitConverter.GetBytes((long)_step));
        await BothAsync(async store =>
        {
            var answer = await store.Ownership.AcquireAsync([shard], _node, forced, "differential", id, Never);
            taken = answer.Count == 0 ? null : answer[0];
            return $"{taken}";
        });
        if (taken is null) return;
        if (_owners.Remove(shard, out var former)) _former.Add(former);
        _owners[shard] = new(left, taken);
    }

    private async Task ReleaseAsync()
    {
        if (_random.Next(4) > 0 || Pick(_owners.Values) is not { } owner) return;
        await BothAsync(async store =>
        {
            await store.Ownership.ReleaseAsync(owner.Term, owner.LastBatch, Never);
            return "released";
        });
        _owners.Remove(owner.Term.Shard);
        _former.Add(owner);
    }

    private async Task StaleAsync()
    {
        if (Pick(_former) is { } former) await SendAsync(former.Batch(Sample.Create(Sample.Spec($"stale{_step}"))));
    }

    private async Task ResendAsync()
    {
        if (Pick(_lastBatches.Values) is { } batch) await SendAsync(batch);
    }

    private async Task CommitAsync()
    {
        if (Pick(_owners.Values) is not { } owner)
        {
            await AcquireAsync();
            return;
        }

        var moves = new Dictionary<string, Move>(StringComparer.Ordinal);
        for (var count = _random.Next(1, 8); count > 0; count--)
        {
            var there = _tasks.Where(each => each.Value.Shard == owner.Term.Shard && !moves.ContainsKey(each.Key)).Select(each => each.Value.Task);
            var move = _random.Next(3) == 0 || Pick(there) is not { } task ? Make() : Next(task);
            moves[move.After.Id.Value] = move;
        }

        // A task that is not there, or is there already, refuses all of it.
        var isWrong = _random.Next(10) == 0;
        if (isWrong) moves["missing"] = Sample.Create(Sample.Spec("missing")) with { Kind = ChangeKind.UpdateState };
        await CommitAsync(owner, owner.Batch([.. moves.Values]), moves.Values, isWrong);
    }

    private async Task DrainAsync()
    {
        if (Pick(_owners.Values) is not { } owner) return;
        var shard = owner.Term.Shard;
        var moves = new List<Move>();
        var ids = new List<string>();
        foreach (var row in await left.Shards.ReadInboxAsync(shard, 3, Never))
        {
            ids.Add(row.Spec.Id.Value);
            if (!_tasks.ContainsKey(row.Spec.Id.Value)) moves.Add(Sample.Create(row.Spec));
        }

        await CommitAsync(owner, owner.Batch(moves), moves, isWrong: false, ids);
    }

    private async Task CommitAsync(
        ShardWriter owner, ShardBatch batch, IReadOnlyCollection<Move> moves, bool isWrong, IReadOnlyCollection<string>? consumes = null)
    {
        var outcome = await SendAsync(batch, consumes ?? []);
        (outcome == nameof(CommitOutcome.Applied)).ShouldBe(!isWrong, Where());
        if (isWrong) return;
        owner.Passed(batch);
        _lastBatches[owner.Term.Shard] = batch;
        foreach (var move in moves) _tasks[move.After.Id.Value] = (owner.Term.Shard, move.After);
    }

    private async Task InsertAsync()
    {
        var rows = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => new InboxInsert(_random.Next(4), Make().After.Spec)).ToList();
        if (_random.Next(3) == 0) rows.Add(rows[0]);
        await BothAsync(async store =>
        {
            await store.Inbox.InsertAsync(rows, Never);
            return "inserted";
        });
    }

    private Task<string> ClaimAsync()
    {
        var (key, body) = ($"key{_random.Next(5)}", new byte[] { (byte)_random.Next(2) });
        return BothAsync(async store => $"{await store.Idempotency.ClaimAsync(key, body, Now(), Never)}");
    }

    /// <summary>Sends the batch, with the positions under which each store holds the inbox rows that it takes up.</summary>
    private Task<string> SendAsync(ShardBatch batch, IReadOnlyCollection<string>? consumes = null) => BothAsync(async store =>
    {
        var rows = await store.Shards.ReadInboxAsync(batch.Term.Shard, 1000, Never);
        var taken = rows.Where(row => consumes?.Contains(row.Spec.Id.Value) == true).Select(row => new ConsumedRow(row.Position, row.Spec.Id));
        return (await store.Shards.CommitAsync(batch with { ConsumedInbox = [.. taken] }, Never)).GetType().Name;
    });

    private Move Make()
    {
        var spec = _random.Next(4) == 0
            ? Sample.Full($"t{++_made:D4}")
            : Sample.Spec($"t{++_made:D4}", Sample.Now.AddSeconds(_random.Next(5)), Sample.Now.AddSeconds(_random.Next(5)));
        spec = spec.With(template => template with { Priority = (TaskPriority)_random.Next(4), Queue = $"q{_random.Next(3)}" });
        return _random.Next(5) == 0 ? Sample.CreateFinished(spec) : Sample.Create(spec);
    }

    private Move Next(TaskSnapshot task) => task switch
    {
        { State: TaskState.Running } => _random.Next(3) switch
        {
            0 => Sample.Succeed(task, new(0, "done", null)),
            1 => Sample.Fail(task),
            _ => task.CancelRequested ? Sample.Fail(task) : Sample.Cancel(task),
        },
        { State: TaskState.Pending or TaskState.Retrying } => _random.Next(4) switch
        {
            0 => Sample.Cancel(task),
            1 => Sample.Change(task, new((TaskPriority)_random.Next(4), null, new Dictionary<string, string> { ["step"] = $"{_step}" })),
            _ => Sample.Start(task, (_step * 100) + task.Version),
        },
        _ => Sample.Redrive(task),
    };

    private DateTimeOffset Now() => Sample.Now.AddSeconds(_step % 10);

    private string Where() => $"seed {seed}, step {_step}";

    private T? Pick<T>(IEnumerable<T> from)
        where T : class
    {
        var all = from.ToList();
        return all.Count == 0 ? null : all[_random.Next(all.Count)];
    }

    private async Task<string> BothAsync(Func<StorePorts, Task<string>> operation)
    {
        var answer = await operation(left);
        var (simulated, real) = (answer.Split('\n'), (await operation(right)).Split('\n'));
        for (var line = 0; line < Math.Max(simulated.Length, real.Length); line++)
            real.ElementAtOrDefault(line).ShouldBe(simulated.ElementAtOrDefault(line), $"{Where()}, line {line} of the answer");
        return answer;
    }
}
