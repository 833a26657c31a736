using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Clients that submit tasks of all kinds, and cancel and repeat some of them.</summary>
internal sealed class TaskWorkload(ClusterRig rig, ClientLog log, TimeProvider time, FaultRunOptions options) : IDisposable
{
    private const int MostOfNarrow = 4;
    private const double RateOfPaced = 3;

    // A node that missed the hint looks every two seconds.
    private static readonly TimeSpan InForceAfter = TimeSpan.FromSeconds(5);
    private readonly Gateway _gateway = new(rig, options.Seed + 1_000);

    /// <summary>Limits two queues for the whole run.</summary>
    /// <returns>What is checked of them.</returns>
    public async Task<IReadOnlyList<QueueLimit>> LimitAsync(CancellationToken cancel)
    {
        await _gateway.InsistAsync(HttpMethod.Patch, $"queues/{TaskMix.Narrow}", new { maxConcurrency = MostOfNarrow }, cancel);
        await _gateway.InsistAsync(HttpMethod.Patch, $"queues/{TaskMix.Paced}", new { ratePerSecond = RateOfPaced }, cancel);
        var from = time.GetUtcNow() + InForceAfter;
        return [new(TaskMix.Narrow, MostOfNarrow, null, from, DateTimeOffset.MaxValue), new(TaskMix.Paced, null, RateOfPaced, from, DateTimeOffset.MaxValue)];
    }

    /// <summary>Works until it is told to stop; a request that is under way then is given up, and stays unknown.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, options.Clients).Select(client => ClientAsync(client, stop)));

    public void Dispose() => _gateway.Dispose();

    private async Task ClientAsync(int client, CancellationToken stop)
    {
        var random = new Random(options.Seed + client);
        var pause = TimeSpan.FromSeconds(options.Clients / options.TasksPerSecond);
        var (mix, known) = (new TaskMix(rig, random), new List<string>());
        try
        {
            for (var i = 0; ; i++)
            {
                var id = new TaskId($"t{client}-{i}");
                if (random.Next(30) == 0) await SubmitTwiceAsync($"k{client}-{i}", stop);
                else if (await SubmitAsync(id, mix.Next(id, known), insist: random.Next(20) > 0, stop)) known.Add(id.Value);
                if (i > 0 && random.Next(12) == 0) await OrderAsync(new($"t{client}-{random.Next(Math.Max(0, i - 20), i)}"), CommandKind.Cancel, "cancel", stop);
                if (i > 20 && random.Next(25) == 0) await OrderAsync(new($"t{client}-{random.Next(i - 20)}"), CommandKind.Redrive, "retry", stop);
                await Task.Delay(pause * (0.5 + random.NextDouble()), stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private async Task<bool> SubmitAsync(TaskId id, Wish wish, bool insist, CancellationToken stop)
    {
        var sent = new Submission(id, Answer.Unknown, time.GetUtcNow(), null);
        log.Note(sent);
        var reply = insist ? await _gateway.InsistAsync(HttpMethod.Post, "tasks", wish.Body, stop) : await _gateway.SendAsync(HttpMethod.Post, "tasks", wish.Body, stop);
        if (wish.OnConflict is { } policy && reply.Status is { } status) log.NoteKey(policy, status);

        // With the existing one asked for, 200 is what an earlier try came to, or another task.
        var isDone = wish.OnConflict == "existing" ? reply.Status == 201 : reply.IsDone;
        if (isDone) log.Note(sent with { Answer = Answer.Acknowledged, AnsweredAt = time.GetUtcNow() });
        // A key that was taken now may be free when an earlier try arrives after all.
        else if (reply.IsRefusal && reply.Status != 409) log.Note(sent with { Answer = Answer.Refused, AnsweredAt = time.GetUtcNow() });
        return isDone;
    }

    // At two nodes at once, more often than not.
    private async Task SubmitTwiceAsync(string key, CancellationToken stop)
    {
        var sent = new Submission(IdOf(key), Answer.Unknown, time.GetUtcNow(), null, key);
        log.Note(sent);
        var body = new { executor = "noop" };
        var header = ("Idempotency-Key", key);
        var replies = await Task.WhenAll(
            _gateway.InsistAsync(HttpMethod.Post, "tasks", body, stop, header), _gateway.InsistAsync(HttpMethod.Post, "tasks", body, stop, header));
        if (replies.Any(reply => reply.IsDone)) log.Note(sent with { Answer = Answer.Acknowledged, AnsweredAt = time.GetUtcNow() });
    }

    // A client that gets no answer would not know it: it is the first half of the key's hash, with the place in the request.
    private static TaskId IdOf(string key)
    {
        Span<byte> place = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(place, 0);
        return TaskId.From(new Guid(SHA256.HashData([.. Encoding.UTF8.GetBytes(key), 0, .. place]).AsSpan(0, 16)));
    }

    // Not asked again when the answer is lost: it may come to be later, and then counts as ordered.
    private async Task OrderAsync(TaskId id, CommandKind kind, string verb, CancellationToken stop)
    {
        var sent = time.GetUtcNow();
        var answer = Answer.Unknown;
        try
        {
            var reply = await _gateway.SendAsync(HttpMethod.Post, $"tasks/{id}/{verb}", null, stop);
            answer = reply.IsDone ? Answer.Acknowledged : reply.IsUnknown ? Answer.Unknown : Answer.Refused;
        }
        finally
        {
            log.Note(new TaskOrder(id, kind, answer, sent, time.GetUtcNow()));
        }
    }
}
