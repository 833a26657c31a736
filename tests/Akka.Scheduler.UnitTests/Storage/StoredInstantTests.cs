using Akka.Scheduler.Storage.PostgreSql.Commit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Storage;

public sealed class StoredInstantTests
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Microseconds_count_from_the_year_2000_to_both_sides()
    {
        StoredInstant.Of(Epoch).ShouldBe(0);
        StoredInstant.Of(Epoch.AddMicroseconds(7)).ShouldBe(7);
        StoredInstant.Of(Epoch.AddDays(-1)).ShouldBe(-86_400_000_000);
    }

    [Fact]
    public void The_offset_does_not_count() =>
        StoredInstant.Of(new DateTimeOffset(2000, 1, 1, 2, 0, 0, TimeSpan.FromHours(2))).ShouldBe(0);

    [Fact]
    public void The_ends_of_time_are_infinities()
    {
        StoredInstant.Of(DateTimeOffset.MinValue).ShouldBe(long.MinValue);
        StoredInstant.Of(DateTimeOffset.MaxValue).ShouldBe(long.MaxValue);
    }

    [Fact]
    public void No_instant_is_none() => StoredInstant.Of((DateTimeOffset?)null).ShouldBeNull();
}
