using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Queues;

/// <summary>Keeps a node's board of the queues' settings up to date: reads them when a peer hints that they changed, and asks for their version now and then.</summary>
/// <remarks>One read is under way at a time; a hint that comes meanwhile is followed by another one, since the read may have been too early for it.</remarks>
/// <param name="store">Where they are stored.</param>
/// <param name="board">Where it shows them.</param>
/// <param name="changed">Told after the board has changed, in this actor's turn.</param>
/// <param name="observer">Who hears of a store that does not answer.</param>
internal sealed class QueueWatch(IQueueStore store, QueueBoard board, Action changed, IEngineObserver observer) : Actor<QueueMessage>
{
    /// <summary>How often it asks without a hint.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    // So soon after a read failed that a hint is not lost with it.
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(250);

    private const long Unread = -1;
    private long _version = Unread;
    private bool _reading;
    private bool _readAgain;

    /// <inheritdoc/>
    protected override void OnStart() => Load();

    /// <inheritdoc/>
    protected override void Receive(QueueMessage message)
    {
        switch (message)
        {
            case QueueMessage.Changed: Load(); break;
            case QueueMessage.BeginAnew: BeginAnew(); break;
            case QueueMessage.Look: Look(); break;
            case QueueMessage.Seen seen: See(seen.Version); break;
            case QueueMessage.Loaded loaded: Take(loaded.Table); break;
            case QueueMessage.Failed failed: Fail(failed.Why); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    private void BeginAnew()
    {
        _version = Unread;
        Load();
    }

    private void Look()
    {
        if (!Begin()) return;
        Context.PipeToSelf(store.VersionAsync(Context.Stopped), static version => new QueueMessage.Seen(version), static fault => new QueueMessage.Failed(fault.Message));
    }

    private void Load()
    {
        if (!Begin()) return;
        Context.PipeToSelf(store.LoadAsync(Context.Stopped), static table => new QueueMessage.Loaded(table), static fault => new QueueMessage.Failed(fault.Message));
    }

    private bool Begin()
    {
        _readAgain |= _reading;
        if (_reading) return false;
        return _reading = true;
    }

    private void See(long version)
    {
        _readAgain |= version != _version;
        End(LookEvery);
    }

    private void Take(QueueTable table)
    {
        if (table.Version != _version)
        {
            _version = table.Version;
            board.Show(table);
            changed();
        }

        End(LookEvery);
    }

    private void Fail(string why)
    {
        observer.UpkeepFailed("read the settings of queues", why);
        _readAgain = false;
        _reading = false;
        Context.Timers.StartSingle("look", QueueMessage.Changed.Instance, AgainAfter);
    }

    private void End(TimeSpan next)
    {
        _reading = false;
        if (!_readAgain)
        {
            Context.Timers.StartSingle("look", QueueMessage.Look.Instance, next);
            return;
        }

        _readAgain = false;
        Load();
    }
}
