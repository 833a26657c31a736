using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Wire;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Wire;

/// <summary>Two nodes joined in memory: real messages, real encoding, real address books.</summary>
public sealed class CodecAskTests
{
    private static readonly NodeIncarnation One = new("node-1", Guid.Parse("11111111-1111-1111-1111-111111111111"));
    private static readonly NodeIncarnation Two = new("node-2", Guid.Parse("22222222-2222-2222-2222-222222222222"));

    [Fact]
    public async Task A_question_to_a_shard_of_another_node_is_answered()
    {
        var wire = new Wire();
        var asked = new Heard<ShardMessage>();
        wire.Of(Two).Export("shard-5-7", asked);

        var answer = wire.Of(One).Find<ShardMessage>(new(Two, "shard-5-7")).Ask<ShardMessage, CommandReply>(
            replyTo => new ShardMessage.Apply(new("t"), new TaskCommand.Cancel("no longer wanted"), replyTo), TimeSpan.FromSeconds(30), TimeProvider.System, default);
        var apply = asked.All.ShouldHaveSingleItem().ShouldBeOfType<ShardMessage.Apply>();
        apply.Command.ShouldBe(new TaskCommand.Cancel("no longer wanted"));
        apply.ReplyTo.Tell(new CommandReply.Unavailable("busy"));

        (await answer).ShouldBe(new CommandReply.Unavailable("busy"));
    }

    [Fact]
    public void Credits_that_go_round_lead_back_to_the_worker_itself()
    {
        var wire = new Wire();
        var (worker, dispatcher) = (new Heard<WorkerMessage>(), new Heard<DispatcherMessage>());
        wire.Of(One).Export("worker", worker);
        wire.Of(Two).Export("dispatcher", dispatcher);

        wire.Of(One).Find<DispatcherMessage>(new(Two, "dispatcher")).Tell(
            new DispatcherMessage.Offer(One, worker, Stamp: 42, Limit: 3, Oldest: 40, new(1, 4), new(1, new Dictionary<string, string>(), ["noop"])));
        var offer = dispatcher.All.ShouldHaveSingleItem().ShouldBeOfType<DispatcherMessage.Offer>();
        offer.Ref.Tell(new WorkerMessage.Standing(Two, 1, offer.Stamp, [new(40, 2)], 5));

        var standing = worker.All.ShouldHaveSingleItem().ShouldBeOfType<WorkerMessage.Standing>();
        (standing.Dispatcher, standing.Stamp).ShouldBe((Two, 42));
        standing.Spent.ShouldBe([new SpentCredits(40, 2)]);
    }

    [Fact]
    public void An_address_that_comes_home_is_the_actor_itself()
    {
        var wire = new Wire();
        var (worker, shard) = (new Heard<WorkerMessage>(), new Heard<ShardMessage>());
        wire.Of(One).Export("worker", worker);
        wire.Of(Two).Export("shard-5-7", shard);

        wire.Of(One).Find<ShardMessage>(new(Two, "shard-5-7")).Tell(new ShardMessage.AttemptEnded(new("t"), default, new AttemptOutcome.Succeeded(null), worker));
        var away = shard.All.ShouldHaveSingleItem().ShouldBeOfType<ShardMessage.AttemptEnded>().Worker;
        wire.Of(Two).Find<WorkerMessage>(new(One, "worker")).ShouldBe(away);

        var home = new Heard<DispatcherMessage>();
        wire.Of(One).Export("dispatcher", home);
        wire.Of(Two).Find<DispatcherMessage>(new(One, "dispatcher")).Tell(new DispatcherMessage.GiveBack(new(One, away, 1, 1)));
        home.All.ShouldHaveSingleItem().ShouldBeOfType<DispatcherMessage.GiveBack>().Grant.Ref.ShouldBeSameAs(worker);
    }

    [Fact]
    public void A_message_for_an_actor_of_another_kind_is_dropped_with_a_word()
    {
        var wire = new Wire();
        var worker = new Heard<WorkerMessage>();
        wire.Of(Two).Export("worker", worker);

        wire.Of(One).Find<DispatcherMessage>(new(Two, "worker")).Tell(new DispatcherMessage.GiveBack(new(One, worker, 1, 1)));

        worker.All.ShouldBeEmpty();
        wire.Trouble.ShouldHaveSingleItem().ShouldContain("'worker'");
    }

    /// <summary>Carries frames at once, on the sender's thread.</summary>
    private sealed class Wire
    {
        private readonly Dictionary<NodeIncarnation, ExportTable> _tables = [];

        public Wire()
        {
            foreach (var node in new[] { One, Two })
                _tables[node] = new(node, new From(this, node), new EngineCodec(), TimeProvider.System, Trouble.Add);
        }

        public List<string> Trouble { get; } = [];

        public ExportTable Of(NodeIncarnation node) => _tables[node];

        private sealed class From(Wire wire, NodeIncarnation node) : ITransport
        {
            public bool Send(NodeIncarnation to, Frame frame)
            {
                wire._tables[to].Receive(node, frame);
                return true;
            }

            public void SetPeers(IReadOnlyCollection<Peer> peers)
            {
            }
        }
    }

    private sealed class Heard<T> : ActorRef<T>
    {
        public List<T> All { get; } = [];

        public override ActorPath Path { get; } = new ActorPath("//heard");

        public override void Tell(T message) => All.Add(message);

        public override bool TryTell(T message)
        {
            Tell(message);
            return true;
        }
    }
}
