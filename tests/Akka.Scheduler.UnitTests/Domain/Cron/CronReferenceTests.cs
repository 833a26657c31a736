using Akka.Scheduler.Domain.Cron;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

public sealed class CronReferenceTests
{
    /// <summary>Monrovia changed its clocks on half a minute.</summary>
    private static readonly TimeSpan HalfMinute = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TwoDays = TimeSpan.FromDays(2);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly string[] OddZoneIds =
    [
        "UTC", "America/New_York", "Europe/Berlin", "Europe/Lisbon", "Europe/Dublin", "Europe/Moscow", "Europe/Istanbul", "Asia/Amman",
        "Asia/Gaza", "Asia/Tehran", "Asia/Kathmandu", "Asia/Pyongyang", "Asia/Manila", "Africa/Casablanca", "Africa/El_Aaiun", "Africa/Cairo",
        "Africa/Monrovia", "Africa/Juba", "America/St_Johns", "America/Santiago", "America/Havana", "America/Caracas", "America/Sao_Paulo",
        "America/Scoresbysund", "America/Nuuk", "Antarctica/Troll", "Antarctica/Casey", "Antarctica/Macquarie", "Atlantic/Azores",
        "Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Apia", "Pacific/Fakaofo", "Pacific/Kiritimati", "Pacific/Kwajalein",
        "Pacific/Norfolk", "Pacific/Chatham", "Pacific/Easter", "Pacific/Tongatapu", "Pacific/Bougainville",
    ];

    public static TheoryData<string> OddZones() => [.. OddZoneIds];

    [Theory]
    [MemberData(nameof(OddZones))]
    public void Occurrences_around_clock_changes_are_those_that_a_walk_over_every_minute_finds(string zoneId)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var random = new Random(zoneId.Sum(letter => letter));
        var texts = new RandomCron(random);
        var changes = ZoneChanges.Of(zone, 1970, 2100);
        for (var round = 0; round < 40; round++)
        {
            var middle = changes.Count > 0
                ? changes[random.Next(changes.Count)]
                : new DateTime(random.Next(1970, 2100), random.Next(1, 13), 1, 0, 0, 0, DateTimeKind.Utc);
            var from = middle.AddMinutes(-random.Next(3000));
            var to = middle.AddMinutes(random.Next(3000));
            var text = texts.Next();
            var context = $"{text} in {zoneId} from {from:O} to {to:O}";

            var expected = new SlowCron(text).Between(from, to, zone, HalfMinute, TwoDays);
            var cron = CronExpression.Parse(text);
            cron.GetOccurrences(from, to, zone, toInclusive: true).ShouldBe(expected, context);
            cron.CountOccurrences(from, to.AddSeconds(1), zone).ShouldBe(expected.Count, context);
            cron.GetOccurrencesDescending(to, from, zone, toInclusive: true).ShouldBe(Enumerable.Reverse(expected), context);
        }
    }

    [Theory]
    [InlineData("America/New_York", 2016)]
    [InlineData("Europe/Berlin", 2026)]
    [InlineData("Europe/Dublin", 1971)]
    [InlineData("Australia/Lord_Howe", 2026)]
    [InlineData("Pacific/Apia", 2011)]
    [InlineData("Pacific/Chatham", 2099)]
    [InlineData("Asia/Amman", 2021)]
    [InlineData("Asia/Kathmandu", 1985)]
    [InlineData("Africa/Casablanca", 2026)]
    [InlineData("Africa/Monrovia", 1972)]
    [InlineData("Antarctica/Troll", 2026)]
    [InlineData("America/Caracas", 2016)]
    public void Occurrences_around_clock_changes_are_those_that_a_walk_over_every_second_finds(string zoneId, int year)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var random = new Random(year + zoneId.Length);
        var texts = new RandomCron(random);
        var changes = ZoneChanges.Of(zone, year, year + 2);
        changes.ShouldNotBeEmpty();
        for (var round = 0; round < 30; round++)
        {
            var change = changes[round % changes.Count];
            var from = change.AddSeconds(-random.Next(7_200));
            var to = change.AddSeconds(random.Next(7_200));
            var text = texts.NextWithSeconds();
            var rule = random.Next(4) == 0 ? CronDayRule.Either : CronDayRule.Both;
            var context = $"{text} ({rule}) in {zoneId} from {from:O} to {to:O}";

            var slow = new SlowCron(text, rule == CronDayRule.Either);
            var expected = slow.Between(from, to, zone, Second, TimeSpan.FromHours(5));
            var cron = CronExpression.Parse(text, CronFormat.IncludeSeconds, rule);
            cron.GetOccurrences(from, to, zone, toInclusive: true).ShouldBe(expected, context);
            cron.CountOccurrences(from, to.AddSeconds(1), zone).ShouldBe(expected.Count, context);
            cron.GetOccurrencesDescending(to, from, zone, toInclusive: true).ShouldBe(Enumerable.Reverse(expected), context);
            var exclusive = expected.Where(at => at > from);
            cron.GetNextOccurrence(from, zone).ShouldBe(exclusive.Any() ? exclusive.First() : cron.GetNextOccurrence(to, zone), context);
        }
    }

    [Fact]
    public void An_expression_has_no_occurrence_only_if_no_day_of_four_centuries_matches()
    {
        var texts = new RandomCron(new Random(17));
        var without = 0;
        for (var round = 0; round < 400; round++)
        {
            var text = texts.NextDays();
            var occurs = new SlowCron(text).HasAnyDay();
            CronExpression.Parse(text).HasOccurrences.ShouldBe(occurs, text);
            without += occurs ? 0 : 1;
        }

        without.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Occurrences_far_from_any_change_are_those_of_the_walk()
    {
        var random = new Random(7);
        var texts = new RandomCron(random);
        for (var round = 0; round < 150; round++)
        {
            var from = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(68_000_000));
            var text = texts.Next();
            var expected = new SlowCron(text).Between(from, from.AddDays(6), TimeZoneInfo.Utc, HalfMinute, TimeSpan.Zero);
            CronExpression.Parse(text).GetOccurrences(from, from.AddDays(6), toInclusive: true).ShouldBe(expected, $"{text} from {from:O}");
        }
    }

    [Fact]
    public void Counting_agrees_with_listing_over_years_of_clock_changes()
    {
        var random = new Random(13);
        var texts = new RandomCron(random);
        foreach (var zone in OddZoneIds.Select(TimeZoneInfo.FindSystemTimeZoneById))
        {
            var from = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.NextInt64(3_900_000_000));
            var to = from.AddSeconds(random.NextInt64(100_000_000));
            var text = texts.Next();
            var cron = CronExpression.Parse(text);
            cron.CountOccurrences(from, to, zone).ShouldBe(cron.GetOccurrences(from, to, zone).Count(), $"{text} in {zone.Id} {from:O} {to:O}");
        }
    }

    [Fact]
    public void Previous_of_next_is_where_it_started_and_next_of_previous_too()
    {
        var random = new Random(11);
        var texts = new RandomCron(random);
        var odd = OddZoneIds.Select(TimeZoneInfo.FindSystemTimeZoneById).ToArray();
        var all = TimeZoneInfo.GetSystemTimeZones();
        for (var round = 0; round < 5_000; round++)
        {
            var zone = round % 2 == 0 ? odd[random.Next(odd.Length)] : all[round / 2 % all.Count];
            var at = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.NextInt64(4_102_444_800));
            var text = random.Next(2) == 0 ? texts.Next() : texts.NextWithSeconds();
            var cron = CronExpression.ParseAny(text);
            if (cron.GetNextOccurrence(at, zone) is not { } next)
                continue;

            var context = $"{text} in {zone.Id} at {at:O}";
            var after = cron.GetNextOccurrence(next, zone).ShouldNotBeNull(context);
            cron.GetPreviousOccurrence(after, zone).ShouldBe(next, context);
            var previous = cron.GetPreviousOccurrence(next, zone).ShouldNotBeNull(context);
            previous.ShouldBeLessThanOrEqualTo(at, context);
            cron.GetNextOccurrence(previous, zone).ShouldBe(next, context);
            var wall = DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(next, zone), DateTimeKind.Utc);
            var isShown = cron.GetNextOccurrence(wall, inclusive: true) == wall;
            cron.GetNextOccurrence(next, zone, inclusive: true).ShouldBe(isShown ? next : after, context);
            cron.GetPreviousOccurrence(next, zone, inclusive: true).ShouldBe(next, context);
        }
    }

    [Fact]
    public void In_every_zone_of_the_system_occurrences_around_a_change_are_those_of_the_walk()
    {
        var random = new Random(19);
        var texts = new RandomCron(random);
        var changed = 0;
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var year = random.Next(1970, 2096);
            var changes = ZoneChanges.Of(zone, year, year + 4);
            if (changes.Count == 0)
                continue;
            var middle = changes[random.Next(changes.Count)];
            var (from, to) = (middle.AddMinutes(-random.Next(2000)), middle.AddMinutes(random.Next(2000)));
            var text = texts.Next();
            var context = $"{text} in {zone.Id} from {from:O} to {to:O}";

            var expected = new SlowCron(text).Between(from, to, zone, HalfMinute, TwoDays);
            var cron = CronExpression.Parse(text);
            cron.GetOccurrences(from, to, zone, toInclusive: true).ShouldBe(expected, context);
            cron.GetOccurrencesDescending(to, from, zone, toInclusive: true).ShouldBe(Enumerable.Reverse(expected), context);
            changed++;
        }

        changed.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void No_zone_changes_its_clocks_twice_within_the_reach_of_the_search_or_by_more()
    {
        var reach = TimeSpan.FromSeconds(CronZoneWalk.Reach);
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var last = DateTime.MinValue;
            foreach (var change in ZoneChanges.Of(zone, 1970, 2040))
            {
                (change - last).ShouldBeGreaterThan(reach, $"{zone.Id} {change:O}");
                (zone.GetUtcOffset(change) - zone.GetUtcOffset(change.AddSeconds(-1))).Duration().ShouldBeLessThan(reach, zone.Id);
                (change.Second % 30).ShouldBe(0, zone.Id);
                last = change;
            }
        }
    }
}
