using System.Diagnostics.CodeAnalysis;

namespace Akka.Scheduler.Domain.Cron;

/// <summary>
/// A parsed cron expression. Immutable, safe to share between threads; finding an occurrence allocates nothing and takes a bounded time.
/// <para>Fields: [seconds] minutes hours days-of-month months days-of-week, parted by spaces or tabs. A field is a list of values, ranges
/// (<c>22-2</c> and <c>FRI-MON</c> wrap) and steps (<c>*/5</c>, <c>1-30/5</c>, <c>5/15</c> from 5 to the end), <c>*</c> or <c>?</c>. Days of
/// month also know <c>L</c>, <c>L-3</c>, <c>LW</c>, <c>L-3W</c> and <c>15W</c>; days of week <c>5L</c> and <c>5#2</c>, with 0 and 7 both Sunday.
/// Names and letters are taken in any case. <c>H</c>, <c>H/15</c> and <c>H(0-29)</c> are values picked by the seed. Macros:
/// <c>@every_second @every_minute @hourly @daily @midnight @weekly @monthly @yearly @annually</c>.</para>
/// <para>When clocks change: an occurrence inside the hour that is leapt over happens at the end of the leap, once. In the hour that is
/// shown twice, interval expressions (a star, range or step in seconds, minutes or hours) run on both passes, others on the first.</para>
/// </summary>
public sealed partial class CronExpression : IEquatable<CronExpression>
{
    private readonly CronPattern _pattern;

    private CronExpression(string text, CronPattern pattern)
    {
        Text = text;
        _pattern = pattern;
        HasOccurrences = CronDays.Any(pattern);
    }

    /// <summary>The text as it was given. Parsed again in the same way it gives an equal expression, which <see cref="ToString"/> need not.</summary>
    public string Text { get; }

    /// <summary>False if no day of any year ever matches, as in <c>0 0 30 2 *</c>: such an expression has no occurrence at all.</summary>
    public bool HasOccurrences { get; }

    /// <summary>Parses an expression of five fields, or a macro.</summary>
    /// <param name="expression">The text.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="CronFormatException">The text is wrong; the message says where and why.</exception>
    public static CronExpression Parse(string expression) => Parse(expression, CronFormat.Standard);

    /// <summary>Parses an expression of the given format, or a macro.</summary>
    /// <param name="expression">The text.</param>
    /// <param name="format">How many fields it has.</param>
    /// <param name="dayRule">What it means when both day fields are restricted; by default both must match.</param>
    /// <param name="seed">What <c>H</c> is spread by, such as the id of the schedule; without it <c>H</c> is an error.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="CronFormatException">The text is wrong; the message says where and why.</exception>
    public static CronExpression Parse(
        string expression, CronFormat format, CronDayRule dayRule = CronDayRule.Both, string? seed = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new CronExpression(expression, CronParser.Parse(expression, format, dayRule, seed));
    }

    /// <summary>Parses an expression of five or of six fields, or a macro.</summary>
    /// <inheritdoc cref="Parse(string, CronFormat, CronDayRule, string)"/>
    public static CronExpression ParseAny(string expression, CronDayRule dayRule = CronDayRule.Both, string? seed = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new CronExpression(expression, CronParser.Parse(expression, null, dayRule, seed));
    }

    /// <summary>Parses an expression of five fields, or a macro, and answers whether it could.</summary>
    /// <param name="expression">The text.</param>
    /// <param name="cronExpression">The result, or null.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static bool TryParse(string expression, [NotNullWhen(true)] out CronExpression? cronExpression) =>
        TryParse(expression, CronFormat.Standard, out cronExpression);

    /// <summary>Parses an expression of the given format, or a macro, and answers whether it could.</summary>
    /// <param name="expression">The text.</param>
    /// <param name="format">How many fields it has.</param>
    /// <param name="cronExpression">The result, or null.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static bool TryParse(string expression, CronFormat format, [NotNullWhen(true)] out CronExpression? cronExpression)
    {
        try
        {
            cronExpression = Parse(expression, format);
            return true;
        }
        catch (CronFormatException)
        {
            cronExpression = null;
            return false;
        }
    }

    /// <summary>True if both have the same occurrences in every time zone, whatever their texts.</summary>
    public bool Equals(CronExpression? other) => other is not null && _pattern == other._pattern;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CronExpression);

    /// <inheritdoc/>
    public override int GetHashCode() => _pattern.GetHashCode();

    /// <summary>
    /// The canonical text: every value spelled out in order, <c>*</c> for all of them, five fields if the seconds are just 0. It shows what
    /// matches, but not whether a set was written as an interval or by which day rule; keep <see cref="Text"/> to parse again.
    /// </summary>
    public override string ToString() => CronText.Of(_pattern);

    /// <summary>True if both have the same occurrences.</summary>
    public static bool operator ==(CronExpression? left, CronExpression? right) => left is null ? right is null : left.Equals(right);

    /// <summary>True unless both have the same occurrences.</summary>
    public static bool operator !=(CronExpression? left, CronExpression? right) => !(left == right);
}
