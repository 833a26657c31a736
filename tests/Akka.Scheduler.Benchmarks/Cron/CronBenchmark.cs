using System.Diagnostics;
using System.Globalization;
using Akka.Scheduler.Domain.Cron;

namespace Akka.Scheduler.Benchmarks.Cron;

/// <summary>Nanoseconds and bytes per next occurrence, for expressions from dense to rare, in UTC and in a zone that changes its clocks.</summary>
internal static class CronBenchmark
{
    private const int Rounds = 200_000;

    private static readonly string[] Texts =
        ["* * * * * *", "*/5 * * * *", "0 3 * * *", "30 9 * * MON-FRI", "0 0 L * *", "0 12 15W * *", "0 0 29 2 *", "0 0 13 * 5"];

    public static int Run(TextWriter output)
    {
        output.WriteLine($"{"expression",-20}{"zone",-20}{"ns/next",10}{"ns/previous",13}{"bytes/call",12}");
        foreach (var zone in new[] { TimeZoneInfo.Utc, TimeZoneInfo.FindSystemTimeZoneById("America/New_York") })
        {
            foreach (var text in Texts)
            {
                var cron = CronExpression.ParseAny(text);
                Measure(cron, zone, Rounds / 10);
                var (next, previous, bytes) = Measure(cron, zone, Rounds);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{text,-20}{zone.Id,-20}{next,10:F0}{previous,13:F0}{bytes,12:F2}"));
            }
        }

        return 0;
    }

    private static (double Next, double Previous, double Bytes) Measure(CronExpression cron, TimeZoneInfo zone, int rounds)
    {
        var start = new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc);
        var end = start.AddYears(40);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var from = Stopwatch.GetTimestamp();
        var at = start;
        for (var round = 0; round < rounds; round++)
            at = cron.GetNextOccurrence(at, zone) is { } next && next < end ? next : start;
        var middle = Stopwatch.GetTimestamp();
        at = end;
        for (var round = 0; round < rounds; round++)
            at = cron.GetPreviousOccurrence(at, zone) is { } previous && previous > start ? previous : end;
        var to = Stopwatch.GetTimestamp();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return (Stopwatch.GetElapsedTime(from, middle).TotalNanoseconds / rounds,
            Stopwatch.GetElapsedTime(middle, to).TotalNanoseconds / rounds,
            bytes / (2.0 * rounds));
    }
}
