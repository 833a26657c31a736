using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Gates;

/// <summary>Accepts tasks without their shard's owner: they are durable in the shard's inbox, and the owner takes them up when it can.</summary>
/// <param name="inbox">The inboxes.</param>
/// <param name="queries">Knows the tasks that exist.</param>
/// <param name="shards">Where owners are, who are told.</param>
/// <param name="patience">How long the store may take.</param>
/// <param name="time">The clock.</param>
public sealed class InboxDoor(IInboxStore inbox, ITaskQueries queries, ShardDirectory<ShardMessage> shards, TimeSpan patience, TimeProvider time)
{
    internal async Task<SubmitReply> SubmitAsync(int shard, IReadOnlyList<NewTask> tasks, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var submitted = new SubmittedTask[tasks.Count];
            var missing = new List<InboxInsert>();
            for (var i = 0; i < tasks.Count; i++)
            {
                var spec = tasks[i].Spec;
                var existing = tasks[i].IdChosenByCaller ? await queries.GetAsync(spec.Id, shard, both.Token) : null;
                if (existing is null) missing.Add(new(shard, spec));

                // What was made at the same microsecond was made of this very submission, by an owner whose answer did not come.
                var isNew = existing is null || existing.Spec.CreatedAt == spec.CreatedAt;
                submitted[i] = new(existing ?? TaskRules.Create(spec).After, isNew);
            }

            if (missing.Count > 0) await inbox.InsertAsync(missing, both.Token);
            shards.Find(shard)?.Tell(ShardMessage.InboxHasRows.Instance);
            return new SubmitReply.Accepted(submitted);
        }
        catch (StoreUnavailableException away)
        {
            return new SubmitReply.Unavailable(away.Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new SubmitReply.Unavailable("the store did not confirm in time");
        }
    }
}
