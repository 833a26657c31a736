using System.Globalization;
using Akka.Scheduler.Domain.Cron;
using Shouldly;

namespace Akka.Scheduler.UnitTests.Docs;

/// <summary>Runs what the document says of cron expressions.</summary>
internal static class CronExamples
{
    private const string Format = "yyyy-MM-dd HH:mm zzz";

    public static string Canonical(SemanticsDoc.Example example) => CronExpression.ParseAny(example.Given).ToString();

    public static string Spread(SemanticsDoc.Example example) =>
        CronExpression.ParseAny(example.Parts[0], seed: example.Parts[1]).ToString();

    public static string Error(SemanticsDoc.Example example) =>
        Should.Throw<CronFormatException>(() => CronExpression.Parse(example.Given)).Message;

    /// <summary>As many as the example expects, found forwards, and confirmed backwards and by the list.</summary>
    public static string Occurrences(SemanticsDoc.Example example, bool isEither)
    {
        var cron = CronExpression.ParseAny(example.Parts[0], isEither ? CronDayRule.Either : CronDayRule.Both);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(example.Parts[1]);
        var from = DateTimeOffset.ParseExact(example.Parts[2], Format, CultureInfo.InvariantCulture);
        from.Offset.ShouldBe(zone.GetUtcOffset(from), $"line {example.Line}: {example.Parts[2]} is not what the clock shows");

        var found = new List<DateTimeOffset>();
        foreach (var _ in example.Expected.Split(','))
            found.Add(cron.GetNextOccurrence(found.Count == 0 ? from : found[^1], zone).ShouldNotBeNull());
        for (var index = 1; index < found.Count; index++)
            cron.GetPreviousOccurrence(found[index], zone).ShouldBe(found[index - 1]);
        cron.GetPreviousOccurrence(found[0], zone).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(from);
        cron.GetOccurrences(from, found[^1], zone, fromInclusive: false, toInclusive: true).ShouldBe(found);
        return string.Join(", ", found.Select(at => at.ToString(Format, CultureInfo.InvariantCulture)));
    }
}
