namespace Akka.Scheduler.Domain.Cron;

/// <summary>Parses the two day fields, which know more than sets of values.</summary>
/// <param name="sets">Parses what is a set of values.</param>
internal sealed class CronDayParser(CronSetParser sets)
{
    /// <summary><c>L-30</c> is the first of a long month; a greater offset never matches.</summary>
    private const int LargestEndOffset = 30;

    private const int LargestOrdinal = 5;

    /// <summary>What the fields held beside sets of values.</summary>
    public CronTraits Traits { get; private set; }

    /// <summary>The n of <c>L-n</c>.</summary>
    public int EndOffset { get; private set; }

    /// <summary>The n of <c>d#n</c>, or 0.</summary>
    public int Ordinal { get; private set; }

    /// <summary>Days of month: a set, <c>L</c>, <c>L-n</c>, <c>LW</c>, <c>L-nW</c> or <c>nW</c>.</summary>
    public uint ParseDaysOfMonth(CronReader reader)
    {
        if (reader.Take('L'))
        {
            Traits |= CronTraits.FromMonthEnd;
            if (reader.Take('-'))
                EndOffset = reader.TakeNumber("offset from the last day", 0, LargestEndOffset);
            if (reader.Take('W'))
                Traits |= CronTraits.NearestWeekday;
            return Ended(reader, CronPattern.AllDays);
        }

        if (!reader.AtDigit)
            return (uint)sets.Parse(ref reader);
        var day = reader.TakeValue();
        if (!reader.Take('W'))
            return (uint)sets.ParseAfter(day, ref reader);
        Traits |= CronTraits.NearestWeekday;
        return Ended(reader, 1U << day);
    }

    /// <summary>Days of week: a set, <c>dL</c> or <c>d#n</c>.</summary>
    public uint ParseDaysOfWeek(CronReader reader)
    {
        if (reader.AtSetSymbol)
            return (uint)sets.Parse(ref reader);
        var day = reader.TakeValue();
        if (reader.Take('L'))
            Traits |= CronTraits.LastWeekday;
        else if (reader.Take('#'))
            Ordinal = reader.TakeNumber("ordinal of the weekday", 1, LargestOrdinal);
        else
            return (uint)sets.ParseAfter(day, ref reader);
        return Ended(reader, 1U << (day % 7));
    }

    private static uint Ended(in CronReader reader, uint set) =>
        reader.AtEnd ? set : throw reader.Unexpected("the end of the field");
}
