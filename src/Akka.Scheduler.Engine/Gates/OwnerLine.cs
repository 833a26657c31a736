using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Gates;

/// <summary>Asks the owner of a shard, wherever it is, and asks again while the shard moves.</summary>
/// <remarks>An owner of this node gets all the patience there is: if it is slow, so is the store. One elsewhere may be gone without a word.</remarks>
/// <typeparam name="T">What a shard understands.</typeparam>
/// <param name="shards">Where the shards are.</param>
/// <param name="patience">How long an answer may take, all tries together.</param>
/// <param name="time">The clock.</param>
internal sealed class OwnerLine<T>(ShardDirectory<T> shards, TimeSpan patience, TimeProvider time)
{
    private static readonly TimeSpan RemotePatience = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks once.</summary>
    public async Task<Answer<TReply>> AskAsync<TReply>(int shard, Func<ActorRef<TReply>, T> message, CancellationToken cancel)
    {
        if (shards.Find(shard) is not { } owner) return new(AnswerKind.NoOwner, default);
        var limit = owner.IsRemote && RemotePatience < patience ? RemotePatience : patience;
        try
        {
            return new(AnswerKind.Answered, await owner.Ask(message, limit, time, cancel));
        }
        catch (AskTimeoutException refused) when (refused.WasRefused)
        {
            return new(owner.IsRemote ? AnswerKind.NoOwner : AnswerKind.Full, default);
        }
        catch (AskTimeoutException)
        {
            return new(owner.IsRemote ? AnswerKind.RemoteSilent : AnswerKind.Silent, default);
        }
    }

    /// <summary>Asks until there is an answer that counts, or patience is at its end.</summary>
    /// <param name="shard">Whose owner.</param>
    /// <param name="message">The question.</param>
    /// <param name="mayRepeat">Whether it may be done twice. Otherwise it is asked again only where it surely did not arrive.</param>
    /// <param name="isMoving">Whether an answer says that the shard moves.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Answer<TReply>> InsistAsync<TReply>(
        int shard, Func<ActorRef<TReply>, T> message, bool mayRepeat, Func<TReply, bool> isMoving, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var answer = await AskAsync(shard, message, cancel);
            var final = answer.Kind is AnswerKind.Full or AnswerKind.Silent || (answer.Kind == AnswerKind.Answered && !isMoving(answer.Reply!));
            if (!mayRepeat && answer.Kind != AnswerKind.NoOwner) final = true;
            if (final || time.GetElapsedTime(began) + Pause >= patience) return answer;
            await Task.Delay(Pause, time, cancel);
        }
    }
}

/// <summary>How a question to an owner ended.</summary>
internal readonly record struct Answer<TReply>(AnswerKind Kind, TReply? Reply);

/// <summary>How a question to an owner ended.</summary>
internal enum AnswerKind
{
    /// <summary>With a reply.</summary>
    Answered,

    /// <summary>There is no owner to be asked now.</summary>
    NoOwner,

    /// <summary>The owner, on this node, has too much to do.</summary>
    Full,

    /// <summary>The owner, on this node, did not answer in time: the store is slow or away.</summary>
    Silent,

    /// <summary>The owner, on another node, did not answer in time.</summary>
    RemoteSilent,
}
