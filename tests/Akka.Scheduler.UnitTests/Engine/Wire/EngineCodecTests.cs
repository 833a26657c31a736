using System.Runtime.CompilerServices;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Wire;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Wire;

public sealed class EngineCodecTests
{
    private const int Rounds = 200;

    public static TheoryData<string> TravellingCases => [.. Travelling().Select(of => NameOf(of.Case))];

    [Theory]
    [MemberData(nameof(TravellingCases))]
    public void Every_case_comes_out_as_it_went_in(string name)
    {
        var (family, type) = Travelling().Single(of => NameOf(of.Case) == name);
        var book = new SampleBook();
        var samples = new SampleMaker(7, book);
        for (var round = 0; round < Rounds; round++)
        {
            var message = samples.Make(type);
            Sameness.Difference(message, family.Decode(family.Encode(message, book), book)).ShouldBeNull();
        }
    }

    [Fact]
    public void A_case_that_stays_on_its_node_is_refused()
    {
        var book = new SampleBook();
        foreach (var type in LocalOnly.Cases)
        {
            var family = Sample.Families.Single(family => type.IsAssignableTo(family.Message));
            Should.Throw<NotSupportedException>(() => family.Encode(RuntimeHelpers.GetUninitializedObject(type), book)).Message.ShouldContain(type.Name);
        }
    }

    [Fact]
    public void A_type_that_is_no_family_is_refused() =>
        Should.Throw<NotSupportedException>(() => new EngineCodec().Encode("text", new SampleBook())).Message.ShouldContain("String");

    [Fact]
    public void Every_answer_that_a_message_asks_for_is_encoded()
    {
        var families = Sample.Families.Select(family => family.Message).ToList();
        var asked = Travelling().SelectMany(of => of.Case.GetProperties())
            .Where(member => member.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ActorRef<>))
            .Select(member => member.PropertyType.GetGenericArguments()[0])
            .Distinct().ToList();

        asked.ShouldNotBeEmpty();
        asked.Except(families).ShouldBeEmpty();
    }

    [Fact]
    public void Families_have_numbers_of_their_own()
    {
        var numbers = EngineCodec.Formats.Select(format => format.Family).ToList();
        numbers.Distinct().Count().ShouldBe(numbers.Count);
    }

    [Fact]
    public void Negative_exit_codes_travel()
    {
        var book = new SampleBook();
        var ended = new ShardMessage.AttemptEnded(
            new("t"), new(Guid.Empty), new AttemptOutcome.Failed("killed", new(-9, null, null)), new SampleMaker(1, book).Make<ActorRef<WorkerMessage>>());
        var codec = new EngineCodec();
        codec.Decode<ShardMessage>(codec.Encode<ShardMessage>(ended, book), book).ShouldBe(ended);
    }

    // The limits are the sizes when this was written, rounded up: a jump is a mistake in the encoding, not growth to get used to.
    [Fact]
    public void The_messages_of_an_attempt_are_small()
    {
        var book = new SampleBook();
        var samples = new SampleMaker(1, book);
        var codec = new EngineCodec();
        var (at, id, worker) = (DateTimeOffset.UnixEpoch, TaskId.From(Guid.AllBitsSet), new WorkerId("node-1"));
        var task = new TaskSnapshot
        {
            Spec = new(id, new() { Executor = "http", Payload = "{\"url\":\"http://host/path\"}" }, at, at),
            State = TaskState.Running,
            Version = 2,
            NextStartAt = at,
            Attempt = 1,
            Open = new(new(Guid.AllBitsSet), worker, at, at, 1),
            StartedAt = at,
            Worker = worker,
        };

        codec.Encode<WorkerMessage>(new WorkerMessage.Run(task, 1_000_000_000_000, samples.Make<ActorRef<ShardMessage>>()), book).Length.ShouldBeInRange(100, 200);
        codec.Encode<ShardMessage>(
                new ShardMessage.AttemptEnded(id, new(Guid.AllBitsSet), new AttemptOutcome.Succeeded(new(200, null, null)), samples.Make<ActorRef<WorkerMessage>>()), book)
            .Length.ShouldBeInRange(40, 80);
        codec.Encode<WorkerMessage>(new WorkerMessage.Recorded(new(Guid.AllBitsSet)), book).Length.ShouldBe(19);
    }

    private static IEnumerable<(Sample Family, Type Case)> Travelling() =>
        Sample.Families.SelectMany(family => family.Travelling, (family, type) => (family, type));

    private static string NameOf(Type type) => type.DeclaringType is { } within ? $"{within.Name}.{type.Name}" : type.Name;
}
