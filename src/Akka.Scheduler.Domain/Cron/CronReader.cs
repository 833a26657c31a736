using System.Globalization;

namespace Akka.Scheduler.Domain.Cron;

/// <summary>Reads one field of the text, character by character, and builds the errors that name field and position.</summary>
/// <param name="text">The whole text, so that positions count from its start.</param>
/// <param name="range">The field that is read.</param>
/// <param name="start">Where the field starts.</param>
/// <param name="end">Just behind the field.</param>
internal ref struct CronReader(ReadOnlySpan<char> text, CronFieldRange range, int start, int end)
{
    /// <summary>Past this a number is out of every range, and is read on only to be skipped.</summary>
    private const int NumberCap = 1_000_000;

    private readonly ReadOnlySpan<char> _text = text[..end];

    /// <summary>Index in the text of the next character.</summary>
    public int Position { get; private set; } = start;

    public readonly CronFieldRange Range => range;

    public readonly bool AtEnd => Position >= _text.Length;

    /// <summary>True if a digit comes next.</summary>
    public readonly bool AtDigit => !AtEnd && char.IsAsciiDigit(_text[Position]);

    /// <summary>True if what comes next can only begin a set: a star, a question mark or <c>H</c>.</summary>
    public readonly bool AtSetSymbol => !AtEnd && _text[Position] is '*' or '?' or 'H' or 'h';

    /// <summary>Takes the character, in either case, if it comes next.</summary>
    public bool Take(char expected)
    {
        if (AtEnd || char.ToUpperInvariant(_text[Position]) != expected)
            return false;
        Position++;
        return true;
    }

    /// <summary>Takes the character or fails.</summary>
    public void Expect(char expected)
    {
        if (!Take(expected))
            throw Unexpected($"'{expected}'");
    }

    /// <summary>Takes a number or name of the field's range.</summary>
    public int TakeValue()
    {
        var at = Position;
        if (TryTakeName(out var named))
            return named;
        var value = TakeDigits("a value");
        return Within(value, at, "value", range.First, range.Last);
    }

    /// <summary>Takes a number that is no value of the field.</summary>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="least">The least allowed.</param>
    /// <param name="most">The greatest allowed.</param>
    public int TakeNumber(string what, int least, int most)
    {
        var at = Position;
        return Within(TakeDigits($"a number for the {what}"), at, what, least, most);
    }

    /// <summary>The error that something else was expected here.</summary>
    public readonly CronFormatException Unexpected(string expected) => Error(
        AtEnd ? $"the field ends where {expected} was expected" : $"unexpected character '{_text[Position]}' where {expected} was expected",
        Position);

    /// <summary>An error in this field.</summary>
    public readonly CronFormatException Error(string what, int position) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{range.Title}: {what} (position {position})."), range.Field, position);

    private int TakeDigits(string expected)
    {
        if (!AtDigit)
            throw Unexpected(expected);
        var value = 0;
        for (; AtDigit; Position++)
            value = Math.Min(value * 10 + (_text[Position] - '0'), NumberCap);
        return value;
    }

    private bool TryTakeName(out int value)
    {
        for (var index = 0; index < range.Names.Count; index++)
        {
            var name = range.Names[index];
            if (!_text[Position..].StartsWith(name, StringComparison.OrdinalIgnoreCase))
                continue;
            Position += name.Length;
            value = range.First + index;
            return true;
        }

        value = 0;
        return false;
    }

    private readonly int Within(int value, int position, string what, int least, int most) =>
        value >= least && value <= most
            ? value
            : throw Error($"{what} {_text[position..Position]} is out of range, it must be between {least} and {most}", position);
}
