using Akka.Scheduler.Domain.Cron;

namespace Akka.Scheduler.UnitTests.Domain.Cron;

/// <summary>Random texts of the whole syntax from a seed, dense enough to occur within days; all of them can be parsed.</summary>
internal sealed class RandomCron(Random random)
{
    private static readonly string[] Months = ["jan", "Feb", "MAR", "apr", "MaY", "JUN", "jul", "aUG", "SEP", "oct", "NOV", "Dec"];
    private static readonly string[] Weekdays = ["SUN", "mon", "Tue", "WED", "thU", "FRI", "sat"];

    /// <summary>Five fields.</summary>
    public string Next() => Occurring(Minutes);

    /// <summary>Six fields.</summary>
    public string NextWithSeconds() => Occurring(() => $"{Seconds()}{Gap()}{Minutes()}");

    /// <summary>Five fields whose days may or may not exist.</summary>
    public string NextDays() => $"0 0 {Dates()} {Month(2)} {Weekday()}";

    private string Occurring(Func<string> begin)
    {
        while (true)
        {
            var text = begin() + Gap() + Hours() + Gap() + Dates() + Gap() + Month(12) + Gap() + Weekday();
            // Whether one has none is a test of its own.
            if (CronExpression.ParseAny(text).HasOccurrences) return text;
        }
    }

    private string Gap() => random.Next(8) switch { 0 => "\t", 1 => "  ", _ => " " };

    private string Seconds() => random.Next(7) switch
    {
        0 => "*",
        1 => "*/" + random.Next(1, 60),
        2 => Range(0, 59),
        3 => Range(0, 59) + "/" + random.Next(1, 60),
        4 => $"{random.Next(60)},{random.Next(60)},{Range(0, 59)}/9",
        _ => $"{random.Next(60)}",
    };

    private string Minutes() => random.Next(8) switch
    {
        0 => "*/" + random.Next(5, 40),
        1 => $"{random.Next(60)}/{random.Next(7, 40)}",
        2 => Range(0, 59) + "/13",
        3 => $"{random.Next(60)},{random.Next(60)}",
        4 => "?/17",
        5 => $"*/30,{random.Next(60)}",
        _ => random.Next(3) == 0 ? "0" : $"{random.Next(60)}",
    };

    private string Hours() => random.Next(10) switch
    {
        0 => "*",
        1 => "*/" + random.Next(1, 24),
        2 => Range(0, 23),
        3 => $"{random.Next(4)},{random.Next(24)}",
        4 => "23,0",
        5 => Range(0, 23) + "/" + random.Next(1, 24),
        6 => "22-4",
        _ => $"{random.Next(4)}",
    };

    private string Dates() => random.Next(16) switch
    {
        0 => Range(1, 31),
        1 => "*/2",
        2 => "L",
        3 => "lW",
        4 => $"{random.Next(1, 32)}W",
        5 => $"L-{random.Next(31)}",
        6 => $"L-{random.Next(10)}w",
        7 => Range(1, 31) + "/" + random.Next(1, 8),
        8 => $"{random.Next(1, 32)},{Range(1, 31)},{random.Next(1, 32)}/5",
        9 => "?",
        _ => "*",
    };

    private string Month(int oddsOfAll) => random.Next(oddsOfAll) switch
    {
        0 => $"{Months[random.Next(12)]}-{Months[random.Next(12)]}",
        1 => $"{random.Next(1, 13)},{Months[random.Next(12)]},{Range(1, 12)}/{random.Next(1, 12)}",
        _ => "*",
    };

    private string Weekday() => random.Next(14) switch
    {
        0 => "1-5",
        1 => "5-1",
        2 => $"{Weekdays[random.Next(7)]}-{Weekdays[random.Next(7)]}",
        3 => "0,6",
        4 => $"{random.Next(8)}L",
        5 => $"{random.Next(8)}#{random.Next(1, 6)}",
        6 => Weekdays[random.Next(7)] + "l",
        7 => $"{Range(0, 7)}/{random.Next(1, 8)}",
        8 => $"{random.Next(8)}/{random.Next(1, 8)},{Weekdays[random.Next(7)]}",
        9 => "*/" + random.Next(1, 8),
        _ => random.Next(3) == 0 ? "?" : "*",
    };

    private string Range(int first, int last) => $"{random.Next(first, last + 1)}-{random.Next(first, last + 1)}";
}
