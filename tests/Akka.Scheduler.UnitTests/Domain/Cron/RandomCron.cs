namespace Akka.Scheduler.UnitTests.Domain.Cron;

/// <summary>Random five-field texts from a seed, dense enough to occur within days.</summary>
internal sealed class RandomCron(Random random)
{
    public string Next() => string.Join(' ', Minutes(), Hours(), Days(), "*", Weekdays());

    private string Minutes() => random.Next(6) switch
    {
        0 => "*/" + random.Next(5, 40),
        1 => $"{random.Next(60)}/{random.Next(7, 40)}",
        2 => Range(0, 59) + "/13",
        3 => $"{random.Next(60)},{random.Next(60)}",
        _ => random.Next(3) == 0 ? "0" : $"{random.Next(60)}",
    };

    private string Hours() => random.Next(8) switch
    {
        0 => "*",
        1 => "*/" + random.Next(1, 6),
        2 => Range(0, 23),
        3 => $"{random.Next(4)},{random.Next(24)}",
        4 => "23,0",
        _ => $"{random.Next(4)}",
    };

    private string Days() => random.Next(12) switch
    {
        0 => Range(1, 31),
        1 => "*/2",
        2 => "L",
        3 => "LW",
        4 => $"{random.Next(1, 32)}W",
        5 => $"L-{random.Next(6)}",
        _ => "*",
    };

    private string Weekdays() => random.Next(10) switch
    {
        0 => "1-5",
        1 => "5-1",
        2 => "0",
        3 => "0,6",
        4 => $"{random.Next(8)}L",
        5 => $"{random.Next(7)}#{random.Next(1, 6)}",
        _ => "*",
    };

    private string Range(int first, int last) => $"{random.Next(first, last + 1)}-{random.Next(first, last + 1)}";
}
