using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

public sealed class CronCostTests
{
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
            for (var round = 0; round < 20; round++)
                at = cron.GetNextOccurrence(at, zone) ?? from;
            for (var round = 0; round < 20; round++)
                at = cron.GetPreviousOccurrence(at, zone) ?? from;
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Walk();
        Walk().ShouldBe(0);
    }
}
