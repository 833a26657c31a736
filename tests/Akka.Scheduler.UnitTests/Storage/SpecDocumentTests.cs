using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Storage.Documents;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Storage;

public sealed class SpecDocumentTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_plain_task_has_no_document()
    {
        SpecDocument.Write(Plain).ShouldBeNull();
        SpecDocument.Read(null, Plain).ShouldBe(Plain);
    }

    [Fact]
    public void Every_member_survives()
    {
        var spec = Plain with
        {
            ScheduledTime = Now.AddTicks(1),
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            Template = Plain.Template with
            {
                Ttl = TimeSpan.FromTicks(3),
                Timeout = TimeSpan.FromSeconds(9),
                Retry = new(0, TimeSpan.Zero, 1.5, TimeSpan.FromMinutes(1), 0.25),
                Delivery = DeliveryGuarantee.AtMostOnce,
                OnLost = LossPolicy.Fail,
                TotalTimeout = TimeSpan.FromTicks(77),
            },
            Deadline = Now.AddTicks(9),
        };

        SpecDocument.Read(SpecDocument.Write(spec), Plain).ShouldBe(spec);
    }

    public static TheoryData<string, Backoff> Kinds => new()
    {
        { """{"v":1,"retry":{"max":3,"delay":30000000,"rate":4,"maxDelay":36000000000,"jitter":0,"only":["404","TimeoutException"],"never":["lost"]}}""", new Backoff.Exponential(TimeSpan.FromSeconds(3), 4) },
        { """{"v":1,"retry":{"max":3,"delay":30000000,"rate":1,"maxDelay":36000000000,"jitter":0,"kind":1,"only":["404","TimeoutException"],"never":["lost"]}}""", new Backoff.Fixed(TimeSpan.FromSeconds(3)) },
        { """{"v":1,"retry":{"max":3,"delay":30000000,"rate":1,"maxDelay":36000000000,"jitter":0,"kind":2,"only":["404","TimeoutException"],"never":["lost"]}}""", new Backoff.Linear(TimeSpan.FromSeconds(3)) },
        { """{"v":1,"retry":{"max":3,"delay":0,"rate":1,"maxDelay":36000000000,"jitter":0,"kind":3,"delays":[1,2],"only":["404","TimeoutException"],"never":["lost"]}}""", new Backoff.Listed([TimeSpan.FromTicks(1), TimeSpan.FromTicks(2)]) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_of_retry_policy_has_its_stored_form(string text, Backoff backoff)
    {
        var retry = RetryPolicy.Default with { Backoff = backoff, Errors = new(["404", "TimeoutException"], ["lost"]) };
        var spec = Plain with { Template = Plain.Template with { Retry = retry } };
        SpecDocument.Write(spec).ShouldBe(text);
        SpecDocument.Read(text, Plain).ShouldBe(spec);
    }

    [Fact]
    public void A_policy_that_was_stored_before_there_were_kinds_is_exponential()
    {
        var read = SpecDocument.Read("""{"v":1,"retry":{"max":1,"delay":10,"rate":3,"maxDelay":100,"jitter":0.5}}""", Plain).Template.Retry;
        read.ShouldBe(new RetryPolicy(1, TimeSpan.FromTicks(10), 3, TimeSpan.FromTicks(100), 0.5));
    }

    [Fact]
    public void A_kind_of_retry_policy_that_nobody_knows_is_refused() =>
        Should.Throw<InvalidDataException>(() => SpecDocument.Read("""{"v":1,"retry":{"max":1,"kind":9}}""", Plain));

    /// <summary>The stored form is for ever: this text may be read differently never, and written differently only as a new version.</summary>
    [Fact]
    public void The_stored_form_does_not_change()
    {
        var spec = Plain with { Template = Plain.Template with { Ttl = TimeSpan.FromSeconds(1), Retry = RetryPolicy.None } };

        SpecDocument.Write(spec).ShouldBe(
            """{"v":1,"ttl":10000000,"retry":{"max":0,"delay":100000000,"rate":2,"maxDelay":36000000000,"jitter":0}}""");
    }

    [Theory]
    [InlineData("""{"v":2}""")]
    [InlineData("""{"v":1""")]
    [InlineData("null")]
    public void A_document_of_another_version_or_a_broken_one_is_refused(string document) =>
        Should.Throw<InvalidDataException>(() => SpecDocument.Read(document, Plain)).Message.ShouldContain("task");

    [Fact]
    public void Labels_are_written_in_order_and_read_back()
    {
        var text = LabelsText.Write(new Dictionary<string, string> { ["b"] = "2", ["a"] = "x\"y" });

        text.ShouldBe("""{"a":"x\u0022y","b":"2"}""");
        LabelsText.Read(text).ShouldBe([new("a", "x\"y"), new("b", "2")]);
        LabelsText.Write(TaskTemplate.NoLabels).ShouldBeNull();
        LabelsText.Read(null).ShouldBeEmpty();
    }

    [Fact]
    public void A_cursor_survives_as_text()
    {
        var cursor = new ListCursor(Now, new("nightly@2026-01-02T03:04:05.000Z"));

        ListCursor.Parse(cursor.ToString()).ShouldBe(cursor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("xyz.a")]
    [InlineData(".a")]
    [InlineData("12.")]
    [InlineData("7fffffffffffffff.a")]
    [InlineData("12.bad id")]
    public void What_is_no_cursor_is_refused(string text) => Should.Throw<FormatException>(() => ListCursor.Parse(text));

    private static TaskSpec Plain => new(new("t-1"), new TaskTemplate { Executor = "noop" }, Now, Now);
}
