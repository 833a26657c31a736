using System.Globalization;
using System.Text;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.UnitTests.Cluster.Transport;

/// <summary>What the actors of these tests understand: a question, with an address to answer to.</summary>
internal sealed record Question(int Number, ActorRef<Answer> ReplyTo);

/// <summary>An answer. That of a negative number never leaves its node.</summary>
internal sealed record Answer(int Number);

/// <summary>Two nodes whose frames arrive within the call, and are kept to be looked at or sent again.</summary>
internal sealed class LinkedTables
{
    private readonly Dictionary<NodeIncarnation, ExportTable> _tables = [];

    public LinkedTables(TimeProvider time)
    {
        Left = Table(new("left", Guid.CreateVersion7()), time);
        Right = Table(new("right", Guid.CreateVersion7()), time);
    }

    public (NodeIncarnation Node, ExportTable Table) Left { get; }

    public (NodeIncarnation Node, ExportTable Table) Right { get; }

    /// <summary>What was carried, with who sent it to whom.</summary>
    public List<(NodeIncarnation From, NodeIncarnation To, Frame Frame)> Carried { get; } = [];

    public List<string> Troubles { get; } = [];

    /// <summary>Carries a frame once more, as a network may.</summary>
    public void Again(int index) => _tables[Carried[index].To].Receive(Carried[index].From, Carried[index].Frame);

    private (NodeIncarnation Node, ExportTable Table) Table(NodeIncarnation node, TimeProvider time)
    {
        var table = new ExportTable(node, new Wire(this, node), new TextCodec(), time, Troubles.Add);
        _tables[node] = table;
        return (node, table);
    }

    private sealed class Wire(LinkedTables tables, NodeIncarnation self) : ITransport
    {
        public bool Send(NodeIncarnation to, Frame frame)
        {
            if (to == self || !tables._tables.TryGetValue(to, out var table)) return false;
            tables.Carried.Add((self, to, frame));
            table.Receive(self, frame);
            return true;
        }

        public void SetPeers(IReadOnlyCollection<Peer> peers)
        {
        }
    }

    private sealed class TextCodec : IMessageCodec
    {
        public ReadOnlyMemory<byte> Encode<T>(T message, IAddressBook addresses) => Encoding.UTF8.GetBytes(message switch
        {
            Question question => $"{question.Number}|{Text(addresses.AddressOf(question.ReplyTo))}",
            Answer { Number: >= 0 } answer => answer.Number.ToString(CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException("it never leaves its node"),
        });

        public T Decode<T>(ReadOnlyMemory<byte> body, IAddressBook addresses)
        {
            var parts = Encoding.UTF8.GetString(body.Span).Split('|');
            if (typeof(T) == typeof(Answer)) return (T)(object)new Answer(int.Parse(parts[0], CultureInfo.InvariantCulture));
            if (parts.Length != 4) throw new FormatException("it is no question");
            var address = new ActorAddress(new(parts[1], Guid.Parse(parts[2])), parts[3]);
            return (T)(object)new Question(int.Parse(parts[0], CultureInfo.InvariantCulture), addresses.Find<Answer>(address));
        }

        private static string Text(ActorAddress address) => $"{address.Node.NodeId}|{address.Node.Incarnation}|{address.Name}";
    }
}

/// <summary>An address that keeps what it is told, or does something with it.</summary>
internal sealed class Heard<T>(Action<T>? act = null, bool once = false) : ActorRef<T>
{
    public List<T> Messages { get; } = [];

    public override ActorPath Path { get; } = new("//test/heard");

    public override bool TakesOneMessage => once;

    public override void Tell(T message) => TryTell(message);

    public override bool TryTell(T message)
    {
        Messages.Add(message);
        act?.Invoke(message);
        return true;
    }
}
