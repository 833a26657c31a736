using Akka.Scheduler.Cluster.Transport;
using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cluster.Transport;

public sealed class ExportTableTests
{
    private readonly SteppedTime _time = new();
    private readonly LinkedTables _tables;
    private readonly Heard<Question> _doubler = new(question => question.ReplyTo.Tell(new(question.Number * 2)));

    public ExportTableTests()
    {
        _tables = new(_time);
        _tables.Right.Table.Export("doubler", _doubler);
    }

    private ActorRef<Question> Remote => _tables.Left.Table.Find<Question>(new(_tables.Right.Node, "doubler"));

    [Fact]
    public async Task A_question_is_answered_across_nodes()
    {
        var asking = Remote.Ask<Question, Answer>(reply => new(21, reply), TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);
        (await asking).ShouldBe(new Answer(42));
        _tables.Troubles.ShouldBeEmpty();
    }

    [Fact]
    public void An_address_for_one_answer_is_forgotten_with_the_answer()
    {
        var reply = new Heard<Answer>(once: true);
        Remote.Tell(new(1, reply));
        reply.Messages.ShouldBe([new Answer(2)]);

        // The answer was the second frame. It comes once more, as a network may have it.
        _tables.Again(1);

        reply.Messages.Count.ShouldBe(1);
        _tables.Troubles.ShouldBeEmpty();
    }

    [Fact]
    public void Each_address_for_one_answer_is_another()
    {
        var reply = new Heard<Answer>(once: true);
        var table = _tables.Left.Table;
        table.AddressOf(reply).ShouldNotBe(table.AddressOf(reply));
    }

    [Fact]
    public void An_answer_that_never_came_is_forgotten_in_time()
    {
        var table = _tables.Left.Table;
        var (late, early) = (new Heard<Answer>(once: true), new Heard<Answer>(once: true));
        var first = table.AddressOf(late);
        _time.Advance(ExportTable.AnswerLifetime + TimeSpan.FromSeconds(1));
        var second = table.AddressOf(early);
        // It is looked for once in so many addresses.
        for (var i = 0; i < 4096; i++) table.AddressOf(new Heard<Answer>(once: true));

        _tables.Right.Table.Find<Answer>(first).Tell(new(1));
        _tables.Right.Table.Find<Answer>(second).Tell(new(2));

        late.Messages.ShouldBeEmpty();
        early.Messages.ShouldBe([new Answer(2)]);
    }

    [Fact]
    public void An_actor_that_takes_many_messages_keeps_its_address()
    {
        var reply = new Heard<Answer>();
        Remote.Tell(new(1, reply));
        Remote.Tell(new(2, reply));
        _tables.Again(1);

        reply.Messages.ShouldBe([new Answer(2), new Answer(4), new Answer(2)]);
        _tables.Left.Table.AddressOf(reply).ShouldBe(_tables.Left.Table.AddressOf(reply));
    }

    [Fact]
    public void What_comes_for_a_withdrawn_name_is_dropped()
    {
        var remote = Remote;
        remote.Tell(new(1, new Heard<Answer>()));
        _tables.Right.Table.Withdraw("doubler");
        _tables.Right.Table.Withdraw("never there");

        // The frame goes out: only the other node knows that nobody has the name any more.
        remote.TryTell(new(2, new Heard<Answer>())).ShouldBeTrue();

        _doubler.Messages.ShouldHaveSingleItem();
        _tables.Troubles.ShouldBeEmpty();
    }

    [Fact]
    public void A_name_that_is_exported_again_leads_to_its_new_actor_and_the_old_one_loses_it()
    {
        var next = new Heard<Question>();
        _tables.Right.Table.Export("doubler", next);

        Remote.Tell(new(1, new Heard<Answer>()));

        next.Messages.ShouldHaveSingleItem();
        _doubler.Messages.ShouldBeEmpty();
        _tables.Right.Table.AddressOf(_doubler).Name.ShouldNotBe("doubler");
        _tables.Right.Table.AddressOf(next).Name.ShouldBe("doubler");
    }

    [Fact]
    public void A_frame_that_cannot_be_read_is_reported_with_who_sent_it_and_to_whom()
    {
        _tables.Right.Table.Receive(_tables.Left.Node, new("doubler", "7"u8.ToArray()));

        _doubler.Messages.ShouldBeEmpty();
        _tables.Troubles.ShouldHaveSingleItem().ShouldBe($"a message from {_tables.Left.Node} for 'doubler' cannot be read: it is no question");
    }

    [Fact]
    public void What_never_leaves_its_node_is_an_error_of_who_sends_it() =>
        Should.Throw<NotSupportedException>(() => _tables.Left.Table.Find<Answer>(new(_tables.Right.Node, "doubler")).Tell(new(-1)));

    [Fact]
    public void An_address_of_this_node_leads_to_the_actor_itself()
    {
        var table = _tables.Right.Table;
        table.Find<Question>(table.AddressOf(_doubler)).ShouldBeSameAs(_doubler);
    }

    [Fact]
    public void An_address_that_went_round_leads_home()
    {
        var reply = new Heard<Answer>();
        var abroad = _tables.Right.Table.Find<Answer>(_tables.Left.Table.AddressOf(reply));
        _tables.Left.Table.Find<Answer>(_tables.Right.Table.AddressOf(abroad)).ShouldBeSameAs(reply);
    }

    [Fact]
    public void An_address_of_this_node_that_nothing_stands_behind_swallows_what_it_is_told()
    {
        var gone = _tables.Left.Table.Find<Answer>(new(_tables.Left.Node, "gone"));
        gone.TryTell(new(1)).ShouldBeFalse();
        _tables.Carried.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_question_to_a_node_that_is_no_peer_fails_at_once()
    {
        var nobody = _tables.Left.Table.Find<Question>(new(new("third", Guid.CreateVersion7()), "doubler"));
        var asking = nobody.Ask<Question, Answer>(reply => new(1, reply), TimeSpan.FromDays(1), TimeProvider.System, CancellationToken.None);
        await Should.ThrowAsync<AskTimeoutException>(() => asking);
    }

    [Fact]
    public void Stand_ins_are_equal_when_they_stand_for_the_same()
    {
        Remote.ShouldBe(Remote);
        Remote.GetHashCode().ShouldBe(Remote.GetHashCode());
        Remote.ShouldNotBe(_tables.Left.Table.Find<Question>(new(_tables.Right.Node, "other")));
        Remote.ShouldNotBe(_tables.Left.Table.Find<Question>(new(new("right", Guid.CreateVersion7()), "doubler")));
    }

    private sealed class SteppedTime : TimeProvider
    {
        private TimeSpan _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => _passed += by;

        public override long GetTimestamp() => _passed.Ticks;
    }
}
