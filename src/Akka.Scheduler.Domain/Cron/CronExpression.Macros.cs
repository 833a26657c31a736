namespace Akka.Scheduler.Domain.Cron;

public sealed partial class CronExpression
{
    /// <summary>The first of January at midnight.</summary>
    public static CronExpression Yearly { get; } = Parse("@yearly");

    /// <summary>The first of every month at midnight.</summary>
    public static CronExpression Monthly { get; } = Parse("@monthly");

    /// <summary>Every Sunday at midnight.</summary>
    public static CronExpression Weekly { get; } = Parse("@weekly");

    /// <summary>Every midnight.</summary>
    public static CronExpression Daily { get; } = Parse("@daily");

    /// <summary>Every full hour.</summary>
    public static CronExpression Hourly { get; } = Parse("@hourly");

    /// <summary>Every full minute.</summary>
    public static CronExpression EveryMinute { get; } = Parse("@every_minute");

    /// <summary>Every second.</summary>
    public static CronExpression EverySecond { get; } = Parse("@every_second");
}
