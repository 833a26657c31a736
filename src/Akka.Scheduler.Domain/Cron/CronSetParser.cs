namespace Akka.Scheduler.Domain.Cron;

/// <summary>Parses a field that is a set of values: lists, ranges, steps, stars and <c>H</c>.</summary>
/// <param name="seed">What <c>H</c> is spread by, or null if it is not allowed.</param>
internal sealed class CronSetParser(string? seed)
{
    /// <summary>True once a second, minute or hour field had a star, a range or a step.</summary>
    public bool IsInterval { get; private set; }

    /// <summary>Reads the rest of the field.</summary>
    public ulong Parse(scoped ref CronReader reader)
    {
        if (reader.Take('?'))
        {
            Mark(reader.Range);
            var all = Span(reader.Range, reader.Range.First, reader.Range.Last, reader.Take('/') ? TakeStep(ref reader) : 1);
            return reader.AtEnd ? all : throw reader.Unexpected("'/' or the end of the field");
        }

        var set = 0UL;
        do
            set |= ParseItem(ref reader);
        while (reader.Take(','));
        return reader.AtEnd ? set : throw reader.Unexpected("',', '-', '/' or the end of the field");
    }

    /// <summary>Reads the rest of a list whose first value has been taken.</summary>
    public ulong ParseAfter(int first, scoped ref CronReader reader)
    {
        var set = ParseTail(first, ref reader);
        return reader.Take(',') ? set | Parse(ref reader) : reader.AtEnd ? set : throw reader.Unexpected("',', '-', '/' or the end of the field");
    }

    private ulong ParseItem(scoped ref CronReader reader)
    {
        var range = reader.Range;
        if (reader.Take('*'))
        {
            Mark(range);
            return Span(range, range.First, range.Last, reader.Take('/') ? TakeStep(ref reader) : 1);
        }

        var at = reader.Position;
        return reader.Take('H') ? ParseSpread(at, ref reader) : ParseTail(reader.TakeValue(), ref reader);
    }

    private ulong ParseTail(int first, scoped ref CronReader reader)
    {
        var range = reader.Range;
        var last = first;
        if (reader.Take('-'))
        {
            Mark(range);
            last = reader.TakeValue();
        }
        else if (reader.Take('/'))
        {
            Mark(range);
            return Span(range, first, range.Last, TakeStep(ref reader));
        }

        return Span(range, first, last, reader.Take('/') ? TakeStep(ref reader) : 1);
    }

    /// <summary><c>H</c>, <c>H/15</c>, <c>H(0-29)</c> or <c>H(0-29)/10</c>.</summary>
    private ulong ParseSpread(int at, scoped ref CronReader reader)
    {
        var range = reader.Range;
        if (seed is null)
            throw reader.Error("'H' needs a seed to spread by, and none was given", at);

        var (first, last) = (range.First, range.LastSpread);
        if (reader.Take('('))
        {
            at = reader.Position;
            first = reader.TakeValue();
            reader.Expect('-');
            last = reader.TakeValue();
            reader.Expect(')');
            if (last < first)
                throw reader.Error("the range of 'H' must not wrap", at);
        }

        if (!reader.Take('/'))
            return One(range, first + CronSpread.Pick(seed, range.Field, last - first + 1));

        Mark(range);
        var step = TakeStep(ref reader);
        var start = first + CronSpread.Pick(seed, range.Field, Math.Min(step, last - first + 1));
        return Span(range, start, last, step);
    }

    private static ulong One(CronFieldRange range, int value) => Span(range, value, value, 1);

    private static int TakeStep(scoped ref CronReader reader) => reader.TakeNumber("step", 1, reader.Range.Last);

    private void Mark(CronFieldRange range) => IsInterval |= range.IsTimeOfDay;

    /// <summary>The values from first to last, going round behind the field's end if last is less.</summary>
    private static ulong Span(CronFieldRange range, int first, int last, int step)
    {
        var sunday = range.Field == CronField.DaysOfWeek;
        if (last < first)
        {
            if (sunday && first == range.Last)
                first = 0;
            else
                last += range.Cycle;
        }

        var set = 0UL;
        for (var value = first; value <= last; value += step)
            set |= 1UL << (value > range.Last ? value - range.Cycle : value);
        return sunday ? (set | set >> 7) & CronPattern.AllWeekdays : set;
    }
}
