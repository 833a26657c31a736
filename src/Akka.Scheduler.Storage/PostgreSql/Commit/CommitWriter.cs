using System.Threading.Channels;
using Akka.Scheduler.Engine.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akka.Scheduler.Storage.PostgreSql.Commit;

/// <summary>Commits the batches of its shards on one connection: whatever waits when the last commit has ended goes out together.</summary>
/// <remarks>
/// <para>A shard belongs to one writer, so two commits of a store never wait for the same shard's row.</para>
/// <para>A single batch goes out at once; there is no timer. Under load the groups grow by themselves, because batches wait while one is out.</para>
/// </remarks>
internal sealed class CommitWriter : IAsyncDisposable
{
    // An engine has one batch of a shard out at a time, so this holds all of them; beyond it, callers wait.
    private const int Waiting = 1024;

    // A group's payloads stay below this many characters, unless a single batch is larger.
    private const int MaxPayload = 4 * 1024 * 1024;

    private readonly Channel<PendingCommit> _queue =
        Channel.CreateBounded<PendingCommit>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly NpgsqlDataSource _source;
    private readonly Func<GroupCommit> _statements;
    private readonly ILogger _log;
    private readonly int _maxOperations;
    private readonly Task _run;

    // Only the loop touches these.
    private readonly List<PendingCommit> _group = [];
    private readonly HashSet<int> _shards = [];
    private readonly HashSet<string> _claims = new(StringComparer.Ordinal);
    private NpgsqlConnection? _connection;
    private GroupCommit? _commit;

    /// <param name="source">Where connections come from.</param>
    /// <param name="statements">Makes the statements anew for each connection: they remember what is prepared on theirs.</param>
    /// <param name="maxOperations">Changed tasks in a group, at most.</param>
    /// <param name="log">Where refusals are told.</param>
    public CommitWriter(NpgsqlDataSource source, Func<GroupCommit> statements, int maxOperations, ILogger log)
    {
        _source = source;
        _statements = statements;
        _maxOperations = maxOperations;
        _log = log;
        _run = RunAsync();
    }

    /// <summary>Hands a batch in and waits for its outcome.</summary>
    public async Task<CommitOutcome> CommitAsync(ShardBatch batch, CancellationToken cancel)
    {
        var pending = new PendingCommit(batch, cancel);
        try
        {
            await _queue.Writer.WriteAsync(pending, cancel);
        }
        catch (ChannelClosedException)
        {
            return new CommitOutcome.Refused("the store is closed", Transient: false);
        }
        catch (OperationCanceledException)
        {
            return PendingCommit.GaveUp;
        }

        return await pending.OutcomeAsync();
    }

    /// <summary>Commits what was handed in, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _run;
        await DropConnectionAsync();
    }

    private async Task RunAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            Collect();
            if (_group.Count > 0) await CommitGroupAsync(_group);
            _group.Clear();
            _shards.Clear();
            _claims.Clear();
        }
    }

    /// <remarks>A second batch of a shard ends the group: it expects what the first one leaves behind. So does a second claim of a unique key.</remarks>
    private void Collect()
    {
        var operations = 0;
        var payload = 0L;
        while (_queue.Reader.TryPeek(out var next))
        {
            if (next.IsAbandoned)
            {
                _queue.Reader.TryRead(out _);
                continue;
            }

            var itsPayload = PayloadOf(next.Batch);
            var fits = operations + next.Operations <= _maxOperations && payload + itsPayload <= MaxPayload && !_shards.Contains(next.Shard);
            if (_group.Count > 0 && !(fits && ClaimsOthers(next.Batch))) return;
            _queue.Reader.TryRead(out _);
            _group.Add(next);
            _shards.Add(next.Shard);
            for (var i = 0; i < next.Batch.Claims.Count; i++) _claims.Add(next.Batch.Claims[i].Key);
            operations += next.Operations;
            payload += itsPayload;
        }
    }

    // Of two that claim one key, the second is to hear of a holder that is durable.
    private bool ClaimsOthers(ShardBatch batch)
    {
        for (var i = 0; i < batch.Claims.Count; i++)
        {
            if (_claims.Contains(batch.Claims[i].Key)) return false;
        }

        return true;
    }

    private static long PayloadOf(ShardBatch batch)
    {
        var length = 0L;
        for (var i = 0; i < batch.Changes.Count; i++)
        {
            var task = batch.Changes[i].After;
            length += (task.Spec.Template.Payload?.Length ?? 0) + (task.Result?.Data?.Length ?? 0);
        }

        for (var i = 0; i < batch.Inbox.Count; i++) length += batch.Inbox[i].Spec.Template.Payload?.Length ?? 0;
        return length;
    }

    private async Task CommitGroupAsync(List<PendingCommit> group)
    {
        while (group.Count > 0)
        {
            switch (await TryAsync(group))
            {
                case null:
                    EndAll(group, CommitOutcome.Applied.Instance);
                    return;
                case StoreError.Fenced fenced when FenceVerdicts.TakeOut(group, fenced.Verdicts):
                    continue;
                case StoreError.KeysTaken taken when TakenKeys.TakeOut(group, taken.Verdicts):
                    continue;
                case StoreError.Refused { OfTheGroup: true } refused when group.Count > 1:
                    _log.GroupSplit(group.Count, refused.Why);
                    await EachAloneAsync(group);
                    return;
                case StoreError.Refused refused:
                    if (!refused.Transient) _log.BatchRefused(group[0].Shard, refused.Why);
                    EndAll(group, new CommitOutcome.Refused(refused.Why, refused.Transient));
                    return;
                case StoreError.Unknown unknown:
                    _log.OutcomeUnknown(group.Count, unknown.Why);
                    EndAll(group, new CommitOutcome.Unknown(unknown.Why));
                    return;
                case var other:
                    EndAll(group, new CommitOutcome.Refused($"a verdict that names no shard of the group: {other.Why}", Transient: false));
                    return;
            }
        }
    }

    private async Task EachAloneAsync(List<PendingCommit> group)
    {
        var alone = new List<PendingCommit>(1);
        foreach (var pending in group)
        {
            alone.Clear();
            alone.Add(pending);
            await CommitGroupAsync(alone);
        }
    }

    private static void EndAll(List<PendingCommit> group, CommitOutcome outcome)
    {
        foreach (var pending in group) pending.End(outcome);
    }

    /// <returns><see langword="null"/> when the group is committed.</returns>
    private async Task<StoreError?> TryAsync(List<PendingCommit> group)
    {
        try
        {
            _connection ??= await _source.OpenConnectionAsync();
            _commit ??= _statements();
        }
        catch (Exception error)
        {
            return ErrorClasses.WhileConnecting(error);
        }

        try
        {
            foreach (var pending in group) _commit.Add(pending.Batch);
            await _commit.SendAsync(_connection, CancellationToken.None);
            return null;
        }
        catch (Exception error)
        {
            var said = ErrorClasses.WhileSending(error);
            var sound = error is PostgresException && said is StoreError.Fenced or StoreError.KeysTaken or StoreError.Refused { OfTheGroup: true };
            if (!sound) await DropConnectionAsync();
            return said;
        }
        finally
        {
            _commit?.Clear();
        }
    }

    private async Task DropConnectionAsync()
    {
        if (_connection is not { } connection) return;
        _connection = null;
        if (_commit is { } commit) await commit.DisposeAsync();
        _commit = null;
        NpgsqlConnection.ClearPool(connection);
        await connection.DisposeAsync();
    }
}
