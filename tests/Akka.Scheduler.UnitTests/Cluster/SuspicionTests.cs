using Akka.Scheduler.Cluster.Membership;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cluster;

public sealed class SuspicionTests
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(2);
    private readonly Suspicion _suspicion = new(LongestGap);
    private TimeSpan _now = TimeSpan.FromHours(1);

    [Fact]
    public void Silence_is_the_time_between_reads_that_saw_the_same_count()
    {
        Read(0, Views.Row("a", 7));
        Read(1, Views.Row("a", 7));
        Read(1.5, Views.Row("a", 7));

        Silence("a").ShouldBe(TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public void A_renewal_ends_the_silence()
    {
        Read(0, Views.Row("a", 7));
        Read(1, Views.Row("a", 7));
        Read(1, Views.Row("a", 8));

        Silence("a").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_count_that_went_back_is_a_sign_of_life_too()
    {
        Read(0, Views.Row("a", 7));
        Read(1, Views.Row("a", 3));

        Silence("a").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Time_in_which_the_store_could_not_be_read_counts_for_one_gap_at_most()
    {
        Read(0, Views.Row("a", 7));
        Read(30, Views.Row("a", 7));

        Silence("a").ShouldBe(LongestGap);
    }

    [Fact]
    public void Another_life_of_a_node_begins_without_silence()
    {
        Read(0, Views.Row("a", 7));
        Read(1, Views.Row("a", 7));
        Read(1, Views.Row("a", 7) with { Node = Views.Node("a", life: 2) });

        _suspicion.SilenceOf(Views.Node("a", life: 2)).ShouldBe(TimeSpan.Zero);
        Silence("a").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Who_lives_no_more_is_not_watched()
    {
        Read(0, Views.Row("a", 7, MemberState.Dead));
        Read(1, Views.Row("a", 7, MemberState.Dead));

        Silence("a").ShouldBe(TimeSpan.Zero);
    }

    private TimeSpan Silence(string id) => _suspicion.SilenceOf(Views.Node(id));

    private void Read(double secondsLater, params MemberRow[] rows)
    {
        _now += TimeSpan.FromSeconds(secondsLater);
        _suspicion.Observe(rows, _now);
    }
}
