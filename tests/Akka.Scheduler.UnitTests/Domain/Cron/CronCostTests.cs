using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

public sealed class CronCostTests
{
    private const int Rounds = 2000;

    [Theory]
    [InlineData("*/5 * * * *", "UTC")]
    [InlineData("0 3 * * MON-FRI", "Europe/Berlin")]
    [InlineData("30 2 29 2 1", "America/New_York")]
    public void Finding_an_occurrence_allocates_nothing(string text, string zoneId)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var cron = CronExpression.Parse(text);
        var from = new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc);
        long Walk()
        {
            var at = from;
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < Rounds; round++)
                at = cron.GetNextOccurrence(at, zone) ?? from;
            for (var round = 0; round < Rounds; round++)
                at = cron.GetPreviousOccurrence(at, zone) ?? from;
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Walk();
        // Less than a byte a search: the runtime may allocate a little of its own when it compiles a method anew.
        Walk().ShouldBeLessThan(2 * Rounds);
    }
}
